import { defineEntity, p } from '@mikro-orm/core'

const id = () => p.string().length(36)

export const User = defineEntity({
  name: 'User',
  properties: { id: id().primary(), username: p.string().length(32).unique(), name: p.string().length(80) },
})

export const Session = defineEntity({
  name: 'Session',
  properties: {
    tokenHash: p.string().length(64).primary(),
    user: () => p.manyToOne(User),
    expiresAt: p.datetime(3),
  },
})

export const Room = defineEntity({
  name: 'Room',
  properties: { id: id().primary(), name: p.string().length(80) },
})

export const Membership = defineEntity({
  name: 'Membership',
  properties: { room: () => p.manyToOne(Room).primary(), user: () => p.manyToOne(User).primary() },
})

export const Message = defineEntity({
  name: 'Message',
  indexes: [{ properties: ['room', 'seq'] }],
  uniques: [{ properties: ['author', 'clientId'] }],
  properties: {
    seq: p.integer().unsigned().primary().autoincrement(),
    room: () => p.manyToOne(Room),
    author: () => p.manyToOne(User),
    clientId: p.string().length(64),
    text: p.text(),
    createdAt: p.datetime(3),
  },
})

export const entities = [User, Session, Room, Membership, Message]
