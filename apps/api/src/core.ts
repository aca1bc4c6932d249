import type { Database } from '@parley/db'
import type { Broker, Feeds } from '@parley/realtime'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import type { Throttles } from './features/accounts/throttles.ts'
import type { ActivityHub } from './features/activity/activity.ts'
import type { Cluster } from './features/cluster/cluster.ts'
import type { Presence } from './features/presence/presence.ts'
import type { Signals } from './features/typing/signals.ts'
import type { Commits } from './realtime/commit.ts'
import type { RoomEvent } from './realtime/events.ts'

/** The long-lived parts of a node, made once by `app.ts`. */
export type Core = {
  config: Config
  log: Logger
  database: Database
  broker: Broker
  commits: Commits
  feeds: Feeds<RoomEvent>
  signals: Signals
  activity: ActivityHub
  presence: Presence
  throttles: Throttles
  cluster: Cluster
  /** Lets in those who come (back) and can wait a moment: a crowd in waves, so that they are served together. */
  letIn(): Promise<void>
  /** What the features do for every new account. */
  onAccountMade(ctx: Context, userId: string): Promise<void>
}
