import './base.ts'
import '../features/accounts/accounts.graphql.ts'
import '../features/rooms/rooms.graphql.ts'
import '../features/rooms/public-rooms.graphql.ts'
import '../features/rooms/room-events.graphql.ts'
import '../features/messages/messages.graphql.ts'
import '../features/messages/message-events.graphql.ts'
import '../features/reactions/reactions.graphql.ts'
import '../features/reactions/reaction-events.graphql.ts'
import '../features/receipts/receipts.graphql.ts'
import '../features/activity/my-events.graphql.ts'
import '../features/typing/typing.graphql.ts'
import { builder } from './builder.ts'
import { describe } from './descriptions.ts'

/** Everything that can be asked of a node. Each line above is a slice; to remove one is to remove its line. */
export const schema = describe(builder.toSchema({ sortSchema: true }))
