import { feedSource, formatCursor, parseCursor, type Reset } from '@parley/realtime'
import { type Context, viewerOf } from '../../context.ts'
import type { RoomEvent } from '../../realtime/events.ts'
import { definePrimer, primed } from '../../realtime/prime.ts'
import { builder } from '../../schema/builder.ts'
import { BadInputError } from '../../paging.ts'
import { UserRef } from '../accounts/user.graphql.ts'
import { userLoader } from '../accounts/user.loader.ts'
import { accessLog } from './access.ts'
import { existing, MemberRef, memberId } from './member.graphql.ts'
import { RoomRef } from './room.graphql.ts'
import { membershipLoader, roomLoader } from './room.loader.ts'

// What is told of a room. A slice adds an event by implementing the interface; nothing here knows them all.

/** A place in the log from which the events can't be given one by one. */
export type RoomResetEvent = {
  roomId: string
  epoch: string
  seq: number
  at: number
  actorId: null
  data: { type: 'RoomReset'; reason: Reset['reason'] }
}
export type ToldEvent = RoomEvent | RoomResetEvent

export const RoomEventRef = builder.interfaceRef<ToldEvent>('RoomEvent').implement({
  description: 'One numbered line of a room’s log, with the things it is about as they are after it.',
  resolveType: (event) => event.data.type,
  fields: (t) => ({
    roomId: t.globalID({
      description: 'The room.',
      resolve: (event) => ({ type: 'Room', id: event.roomId }),
    }),
    seq: t.exposeInt('seq', { description: 'Its number: gapless, in the one order of the room.' }),
    cursor: t.string({
      description: 'Give it to `roomEvents(after:)` to go on after this event.',
      resolve: ({ epoch, seq }) => formatCursor({ epoch, seq }),
    }),
    at: t.field({ type: 'DateTime', description: 'When it happened.', resolve: (event) => event.at }),
    actor: t.field({
      type: UserRef,
      nullable: true,
      description: 'Who did it; null for the server itself.',
      resolve: (event, _args, ctx) => (event.actorId ? userLoader(ctx).load(event.actorId) : null),
    }),
  }),
})

/** The event as the one type that its GraphQL type stands for. */
export type EventOf<T extends RoomEvent['data']['type']> = RoomEvent & { data: Extract<RoomEvent['data'], { type: T }> }

builder.objectType(builder.objectRef<RoomResetEvent>('RoomReset'), {
  description: 'Events can’t be given one by one from that cursor on: load the room afresh, then go on after `cursor`.',
  interfaces: [RoomEventRef],
  fields: (t) => ({
    reason: t.string({
      description:
        '`epoch`: the log was repaired; `ahead`: the cursor is past its end; `backlog`: too much was missed.',
      resolve: (event) => event.data.reason,
    }),
  }),
})

for (const [name, description] of [
  ['RoomCreated', 'The room was made.'],
  ['RoomChanged', 'Its name, topic or archived state changed: `room` is how it is now.'],
] as const) {
  builder.objectType(builder.objectRef<RoomEvent>(name), {
    description,
    interfaces: [RoomEventRef],
    fields: (t) => ({
      room: t.field({
        type: RoomRef,
        description: 'The room as it is now.',
        resolve: async (event, _args, ctx) => existing(await roomLoader(ctx).load(event.roomId)),
      }),
    }),
  })
}

const aboutSomebody = [
  ['MemberJoined', 'Somebody became a member: by joining (actor is user) or by being invited.'],
  ['MemberLeft', 'Somebody left (actor is user) or was removed (actor is somebody else).'],
  ['MemberRoleChanged', 'A member’s role changed.'],
  ['MemberProfileChanged', 'A member’s name or title changed.'],
] as const

for (const [name, description] of aboutSomebody) {
  builder.objectType(builder.objectRef<EventOf<typeof name>>(name), {
    description,
    interfaces: [RoomEventRef],
    fields: (t) => ({
      user: t.field({
        type: UserRef,
        description: 'The person.',
        resolve: async (event, _args, ctx) => existing(await userLoader(ctx).load(event.data.userId)),
      }),
      memberId: t.globalID({
        description: 'The id of their place in the room, a Member.',
        resolve: ({ roomId, data }) => ({ type: 'Member', id: memberId({ room_id: roomId, user_id: data.userId }) }),
      }),
      member: t.field({
        type: MemberRef,
        nullable: true,
        description: 'Their place in the room as it is now; null when they have left.',
        resolve: ({ roomId, data }, _args, ctx) => membershipLoader(ctx).load([roomId, data.userId]),
      }),
      room: t.field({
        type: RoomRef,
        description: 'The room as it is now.',
        resolve: async (event, _args, ctx) => existing(await roomLoader(ctx).load(event.roomId)),
      }),
    }),
  })
}

definePrimer((ctx, { room, members = [], users = [] }) => {
  if (room) roomLoader(ctx).prime(room.id, room)
  for (const member of members) membershipLoader(ctx).prime([member.room_id, member.user_id], member)
  for (const user of users) userLoader(ctx).prime(user.id, user)
})

builder.subscriptionField('roomEvents', (t) =>
  t.field({
    type: RoomEventRef,
    description:
      'Everything durable that happens in a room, in order, each once, from the cursor `after` on (without it: from now on). Ends when the right to read ends.',
    args: {
      roomId: t.arg.globalID({ required: true, for: RoomRef, description: 'The room.' }),
      after: t.arg.string({ description: 'The cursor of the last event that the client has, or `Room.cursor`.' }),
    },
    subscribe: (_root, { roomId, after }, ctx) => followRoom(ctx, roomId.id, after),
    resolve: (event: ToldEvent, _args, ctx) => primed(ctx, event),
  }),
)

/** Checks the right to read a room and where to go on from, and follows its feed from there. */
async function followRoom(ctx: Context, roomId: string, after: string | null | undefined) {
  // With a cursor nothing is missed meanwhile; without one it is from now on.
  if (after != null) await ctx.core.letIn()
  const { epoch, head } = await accessLog(ctx, roomId)
  const cursor = after == null ? undefined : parseCursor(after)
  if (after != null && !cursor) throw new BadInputError('That is not a cursor of a room.')
  return feedSource<RoomEvent, ToldEvent>(ctx.core.feeds, roomId, {
    // Without a cursor: from the moment on at which the right to read was seen.
    after: cursor ?? { epoch, seq: head },
    who: viewerOf(ctx).user.id,
    allowedAt: head,
    onReset: (reset) => resetEvent(roomId, reset),
  })
}

function resetEvent(roomId: string, { epoch, head, reason }: Reset): ToldEvent {
  return { roomId, epoch, seq: head, at: Date.now(), actorId: null, data: { type: 'RoomReset', reason } }
}
