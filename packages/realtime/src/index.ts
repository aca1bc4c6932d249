export { type Broker, BrokerClosedError, type Listener, type Unsubscribe } from './broker/broker.ts'
export { createMemoryBroker, type MemoryBrokerOptions } from './broker/memory-broker.ts'
export { createRedisBroker, PublicationLostError, type RedisBrokerOptions } from './broker/redis-broker.ts'
export { type Cursor, formatCursor, parseCursor } from './feed/cursor.ts'
export {
  createFeeds,
  type Feeds,
  type FeedsOptions,
  type FeedStats,
  type Rights,
  type SubscribeOptions,
} from './feed/feeds.ts'
export type { FollowOptions } from './feed/follow.ts'
export {
  isReset,
  type LogPage,
  type LogSource,
  type Position,
  type Publication,
  type Reset,
  type StreamEvent,
} from './feed/log.ts'
export { UnknownStreamError } from './feed/log-follower.ts'
export type { EndReason, FeedHandlers } from './feed/subscriber.ts'
export { createSignals, type Signal, type Signals, type SignalsOptions } from './signals/signals.ts'
export { endable } from './fanout/endable.ts'
export { createFanout, type Fanout, type FanoutOptions, type FanoutStats, type Operation } from './fanout/fanout.ts'
export {
  ComeBackError,
  endSink,
  feedSource,
  type FeedSourceOptions,
  sharedSource,
  type SharedSource,
} from './fanout/shared-source.ts'
export type { Attach, Sink } from './fanout/member.ts'
export { pulled } from './fanout/pulled.ts'
export {
  createSharedSubscribe,
  type OperationSocket,
  type SharedSubscribe,
  type SharedSubscribeOptions,
} from './fanout/shared-subscribe.ts'
export { within } from './within.ts'
