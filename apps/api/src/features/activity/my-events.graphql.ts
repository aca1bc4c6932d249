import type { RoomRow } from '@parley/db'
import { type Context, viewerOf } from '../../context.ts'
import type { PersonalBell } from '../../realtime/events.ts'
import { primed } from '../../realtime/prime.ts'
import { builder } from '../../schema/builder.ts'
import { UserRef } from '../accounts/user.graphql.ts'
import { userLoader } from '../accounts/user.loader.ts'
import { MessageRef } from '../messages/message.graphql.ts'
import { messageLoader } from '../messages/message.loader.ts'
import { existing, memberId } from '../rooms/member.graphql.ts'
import { MembershipRef } from '../rooms/membership.graphql.ts'
import { RoomRef } from '../rooms/room.graphql.ts'
import { membershipLoader } from '../rooms/room.loader.ts'
import type { MyEvent, ToldMyEvent } from './activity.ts'

type Told<T extends MyEvent['type']> = Extract<ToldMyEvent, { type: T }>

const typeNames = {
  Ready: 'MyEventsReady',
  RoomActivity: 'RoomActivity',
  Mentioned: 'Mentioned',
  MembershipAdded: 'MembershipAdded',
  MembershipRemoved: 'MembershipRemoved',
  MembershipChanged: 'MembershipChanged',
  ProfileChanged: 'MyProfileChanged',
} as const satisfies Record<MyEvent['type'], string>

const MyEventRef = builder.interfaceRef<ToldMyEvent>('MyEvent').implement({
  description: 'Something that concerns the viewer: what the sidebar shows.',
  resolveType: (event) => typeNames[event.type],
  fields: (t) => ({
    at: t.field({ type: 'DateTime', description: 'When it was told.', resolve: (event) => event.at }),
  }),
})

builder.objectType(builder.objectRef<Told<'Ready'>>('MyEventsReady'), {
  description: 'The stream is live, or something may have been missed: read the sidebar now.',
  interfaces: [MyEventRef],
})

builder.objectType(builder.objectRef<Told<'RoomActivity'>>('RoomActivity'), {
  description: 'Something new in one of the viewer’s rooms: compare `room.messageCount` with the viewer’s `readCount`.',
  interfaces: [MyEventRef],
  fields: (t) => ({
    room: t.field({ type: RoomRef, description: 'The room as it is now.', resolve: (event): RoomRow => event.room }),
  }),
})

builder.objectType(builder.objectRef<Told<'Mentioned'>>('Mentioned'), {
  description: 'The viewer was mentioned: `membership.mentionCount` is how often, unread.',
  interfaces: [MyEventRef],
  fields: (t) => ({
    membership: t.field({
      type: MembershipRef,
      description: 'The viewer’s place in that room.',
      resolve: async (event, _args, ctx) => ownMembership(ctx, event),
    }),
    message: t.field({
      type: MessageRef,
      description: 'The message.',
      resolve: async ({ roomId, seq }, _args, ctx) => existing(await messageLoader(ctx).load([roomId, seq])),
    }),
  }),
})

for (const [name, description] of [
  ['MembershipAdded', 'The viewer is in a room now: joined, invited or made.'],
  ['MembershipChanged', 'The viewer’s role or read marker moved, here or on another device.'],
] as const) {
  builder.objectType(builder.objectRef<Told<typeof name>>(name), {
    description,
    interfaces: [MyEventRef],
    fields: (t) => ({
      membership: t.field({
        type: MembershipRef,
        description: 'The viewer’s place in that room, as it is now.',
        resolve: async (event, _args, ctx) => ownMembership(ctx, event),
      }),
    }),
  })
}

builder.objectType(builder.objectRef<Told<'MembershipRemoved'>>('MembershipRemoved'), {
  description: 'The viewer is no longer in a room: left or removed.',
  interfaces: [MyEventRef],
  fields: (t) => ({
    membershipId: t.globalID({
      description: 'The id of the Membership that is gone.',
      resolve: ({ roomId, userId }) => ({ type: 'Membership', id: memberId({ room_id: roomId, user_id: userId }) }),
    }),
    roomId: t.globalID({ description: 'The room.', resolve: ({ roomId }) => ({ type: 'Room', id: roomId }) }),
  }),
})

builder.objectType(builder.objectRef<Told<'ProfileChanged'>>('MyProfileChanged'), {
  description: 'The viewer’s own name or title changed, on whichever device.',
  interfaces: [MyEventRef],
  fields: (t) => ({
    user: t.field({
      type: UserRef,
      description: 'The viewer, as others see them.',
      resolve: async ({ userId }, _args, ctx) => existing(await userLoader(ctx).load(userId)),
    }),
  }),
})

async function ownMembership(
  ctx: Context,
  { roomId, userId }: Extract<PersonalBell, { roomId: string }> & { userId: string },
) {
  return existing(await membershipLoader(ctx).load([roomId, userId]))
}

builder.subscriptionField('myEvents', (t) =>
  t.field({
    type: MyEventRef,
    description:
      'What concerns the viewer. The first is always `MyEventsReady`: read the sidebar then, and nothing was missed.',
    async subscribe(_root, _args, ctx) {
      const { user } = viewerOf(ctx)
      // Nothing is missed meanwhile: the first event says when it begins.
      await ctx.core.letIn()
      return ctx.core.activity.follow(user.id)
    },
    resolve: (event: ToldMyEvent, _args, ctx) => primed(ctx, event),
  }),
)
