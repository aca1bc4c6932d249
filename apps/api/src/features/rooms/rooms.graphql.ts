import { InvalidInputError, OverloadedError } from '../../errors.ts'
import { ErrorInterface } from '../../schema/base.ts'
import { builder } from '../../schema/builder.ts'
import { UserRef } from '../accounts/user.graphql.ts'
import { openDirectRoom } from './direct-rooms.ts'
import { MemberRef } from './member.graphql.ts'
import { MembershipRef } from './membership.graphql.ts'
import { RoomKind, RoomRef, RoomRole } from './room.graphql.ts'
import { DefaultRoomError, LastOwnerError, RoomArchivedError, RoomNameTakenError } from './room-errors.ts'
import {
  archiveRoom,
  createRoom,
  inviteToRoom,
  joinRoom,
  leaveRoom,
  removeFromRoom,
  setMemberRole,
  unarchiveRoom,
  updateRoom,
} from './rooms.ts'

const errorTexts = [
  [RoomNameTakenError, 'Another public room has that name.'],
  [RoomArchivedError, 'The room is archived: it can only be read.'],
  [DefaultRoomError, 'The room is one in which everybody lands.'],
  [LastOwnerError, 'The room would be left without an owner.'],
] as const
for (const [type, description] of errorTexts) {
  builder.objectType(type, { name: type.name, description, interfaces: [ErrorInterface] })
}

const CreateRoomInput = builder.inputType('CreateRoomInput', {
  description: 'A new public or private room.',
  fields: (t) => ({
    kind: t.field({ type: RoomKind, required: true, description: 'PUBLIC or PRIVATE.' }),
    name: t.string({ required: true, description: '1 to 80 characters; unique among public rooms.' }),
    topic: t.string({ defaultValue: '', description: 'At most 250 characters.' }),
    userIds: t.globalIDList({
      for: UserRef,
      defaultValue: [],
      description: 'Who is in it from the start, at most 100.',
    }),
    clientId: t.string({
      required: true,
      description: 'Made by the client (a UUID): creating again with the same one finds the first room.',
    }),
  }),
})

const OpenDirectRoomInput = builder.inputType('OpenDirectRoomInput', {
  description: 'Whom to talk with.',
  fields: (t) => ({
    userIds: t.globalIDList({ for: UserRef, required: true, description: 'At most 9 others; none: notes to oneself.' }),
  }),
})

const UpdateRoomInput = builder.inputType('UpdateRoomInput', {
  description: 'What to change of a room; what is left out stays.',
  fields: (t) => ({
    roomId: t.globalID({ required: true, for: RoomRef, description: 'The room.' }),
    name: t.string({ description: '1 to 80 characters; unique among public rooms.' }),
    topic: t.string({ description: 'At most 250 characters.' }),
  }),
})

const RoomInput = builder.inputType('RoomInput', {
  description: 'Which room.',
  fields: (t) => ({ roomId: t.globalID({ required: true, for: RoomRef, description: 'The room.' }) }),
})

const InviteToRoomInput = builder.inputType('InviteToRoomInput', {
  description: 'Whom to put into which room.',
  fields: (t) => ({
    roomId: t.globalID({ required: true, for: RoomRef, description: 'The room.' }),
    userIds: t.globalIDList({ required: true, for: UserRef, description: 'At most 100 people.' }),
  }),
})

const RemoveFromRoomInput = builder.inputType('RemoveFromRoomInput', {
  description: 'Whom to take out of which room.',
  fields: (t) => ({
    roomId: t.globalID({ required: true, for: RoomRef, description: 'The room.' }),
    userId: t.globalID({ required: true, for: UserRef, description: 'The member.' }),
  }),
})

const SetMemberRoleInput = builder.inputType('SetMemberRoleInput', {
  description: 'What a member shall be.',
  fields: (t) => ({
    roomId: t.globalID({ required: true, for: RoomRef, description: 'The room.' }),
    userId: t.globalID({ required: true, for: UserRef, description: 'The member.' }),
    role: t.field({ type: RoomRole, required: true, description: 'Their new role.' }),
  }),
})

const idsOf = (ids: readonly { id: string }[] | null | undefined) => (ids ?? []).map(({ id }) => id)

builder.mutationFields((t) => ({
  createRoom: t.field({
    type: RoomRef,
    description: 'Makes a public or private room; the viewer owns it.',
    errors: { types: [RoomNameTakenError, InvalidInputError, OverloadedError] },
    args: { input: t.arg({ type: CreateRoomInput, required: true, description: 'The room.' }) },
    resolve: (_root, { input }, ctx) => createRoom(ctx, { ...input, userIds: idsOf(input.userIds) }),
  }),
  openDirectRoom: t.field({
    type: RoomRef,
    description: 'The conversation of the viewer and these people, made when there is none.',
    errors: { types: [InvalidInputError, OverloadedError] },
    args: { input: t.arg({ type: OpenDirectRoomInput, required: true, description: 'The people.' }) },
    resolve: (_root, { input }, ctx) => openDirectRoom(ctx, idsOf(input.userIds)),
  }),
  updateRoom: t.field({
    type: RoomRef,
    description: 'Changes a room’s name or topic.',
    errors: { types: [RoomNameTakenError, RoomArchivedError, InvalidInputError, OverloadedError] },
    args: { input: t.arg({ type: UpdateRoomInput, required: true, description: 'The changes.' }) },
    resolve: (_root, { input }, ctx) => updateRoom(ctx, { ...input, roomId: input.roomId.id }),
  }),
  archiveRoom: t.field({
    type: RoomRef,
    description: 'Closes a room: it stays readable, its name is free again.',
    errors: { types: [DefaultRoomError, OverloadedError] },
    args: { input: t.arg({ type: RoomInput, required: true, description: 'The room.' }) },
    resolve: (_root, { input }, ctx) => archiveRoom(ctx, input.roomId.id),
  }),
  unarchiveRoom: t.field({
    type: RoomRef,
    description: 'Opens an archived room again.',
    errors: { types: [RoomNameTakenError, OverloadedError] },
    args: { input: t.arg({ type: RoomInput, required: true, description: 'The room.' }) },
    resolve: (_root, { input }, ctx) => unarchiveRoom(ctx, input.roomId.id),
  }),
  joinRoom: t.field({
    type: MembershipRef,
    description: 'Makes the viewer a member of a public room.',
    errors: { types: [RoomArchivedError, OverloadedError] },
    args: { input: t.arg({ type: RoomInput, required: true, description: 'The room.' }) },
    resolve: (_root, { input }, ctx) => joinRoom(ctx, input.roomId.id),
  }),
  leaveRoom: t.field({
    type: RoomRef,
    description: 'Ends the viewer’s membership.',
    errors: { types: [LastOwnerError, OverloadedError] },
    args: { input: t.arg({ type: RoomInput, required: true, description: 'The room.' }) },
    resolve: (_root, { input }, ctx) => leaveRoom(ctx, input.roomId.id),
  }),
  inviteToRoom: t.field({
    type: RoomRef,
    description: 'Makes people members of a room.',
    errors: { types: [RoomArchivedError, InvalidInputError, OverloadedError] },
    args: { input: t.arg({ type: InviteToRoomInput, required: true, description: 'Whom, where.' }) },
    resolve: (_root, { input }, ctx) => inviteToRoom(ctx, input.roomId.id, idsOf(input.userIds)),
  }),
  removeFromRoom: t.field({
    type: RoomRef,
    description: 'Takes a member of a lower role out of a room. From that event on nothing of the room reaches them.',
    errors: { types: [RoomArchivedError, OverloadedError] },
    args: { input: t.arg({ type: RemoveFromRoomInput, required: true, description: 'Whom, where.' }) },
    resolve: (_root, { input }, ctx) => removeFromRoom(ctx, input.roomId.id, input.userId.id),
  }),
  setMemberRole: t.field({
    type: MemberRef,
    description: 'Gives a member another role.',
    errors: { types: [LastOwnerError, RoomArchivedError, OverloadedError] },
    args: { input: t.arg({ type: SetMemberRoleInput, required: true, description: 'Whom, where, what.' }) },
    resolve: (_root, { input }, ctx) =>
      setMemberRole(ctx, { roomId: input.roomId.id, userId: input.userId.id, role: input.role }),
  }),
}))
