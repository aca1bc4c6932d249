import type { Viewer } from '../context.ts'
import type { Core } from '../core.ts'
import { viewersInUse } from '../features/accounts/sessions.ts'
import { type SessionsChanged, sessionsTopic } from '../realtime/events.ts'
import { type CloseCode, closeCodes } from './close-codes.ts'

/** How often sessions are looked at: a second is what they may outlive their end by, when its bell is lost. */
const sweepMs = 700

/** Something that stays open for somebody: a socket, or a stream of events over HTTP. */
export type Connection = { viewer: Viewer; close(why: CloseCode): void }

/** What is open on this node for people who are signed in. */
export type Connections = AsyncDisposable & {
  /** Keeps a connection until the returned function is called, and closes it when its session ends. */
  add(connection: Connection): () => void
  /** How many connections somebody has open here. */
  countOf(userId: string): number
  /** Closes all of them. */
  closeAll(why: CloseCode): void
  /** Looks whether the sessions of all connections go on, in one query. Done by itself, most often within a second. */
  sweep(): Promise<void>
}

/**
 * An ended session's connections close when the bell rings; and when the bell was lost, at the next sweep. The sweep also
 * brings what the connections know of their viewers (their role, their name) up to date.
 */
export async function createConnections(core: Core): Promise<Connections> {
  const bySession = new Map<string, Set<Connection>>()
  const counts = new Map<string, number>()
  /** Sessions whose end was heard lately: a connection of theirs may be just about to be added. */
  const ended = new Set<string>()
  let isClosed = false

  function count(userId: string, change: 1 | -1): void {
    const now = (counts.get(userId) ?? 0) + change
    if (now > 0) counts.set(userId, now)
    else counts.delete(userId)
  }

  function end(sessionId: string): void {
    for (const connection of bySession.get(sessionId) ?? []) connection.close(closeCodes.sessionEnded)
  }

  /** What was asked with another role goes on with it: so all of it ends, and is asked again. */
  function renew(connection: Connection, viewer: Viewer): void {
    if (connection.viewer.user.role !== viewer.user.role) connection.close(closeCodes.roleChanged)
    connection.viewer = viewer
  }

  function endRoles(userIds: ReadonlySet<string>): void {
    for (const connection of [...bySession.values()].flatMap((all) => [...all])) {
      if (userIds.has(connection.viewer.user.id)) connection.close(closeCodes.roleChanged)
    }
  }

  async function sweep(): Promise<void> {
    const before = [...ended]
    // Who comes while this reads knows better what they are.
    const asked = [...bySession].map(([sessionId, connections]) => ({ sessionId, connections: [...connections] }))
    const sessionIds = asked.map(({ sessionId }) => sessionId)
    const viewers = await viewersInUse(core, sessionIds)
    for (const { sessionId, connections } of asked) {
      const viewer = viewers.get(sessionId)
      if (!viewer) end(sessionId)
      else for (const connection of connections) renew(connection, viewer)
    }
    for (const sessionId of before) ended.delete(sessionId)
  }

  let sweeping: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  function sweepSoon(): void {
    const startedAt = performance.now()
    sweeping ??= sweep()
      .catch((error: unknown) =>
        core.log.warn({ err: error }, 'The sessions of open connections could not be checked.'),
      )
      .finally(() => {
        sweeping = null
        // Within a second while the database answers within a fifth of one; a slower one is asked less often.
        sweepIn(Math.max(Math.min(core.config.sweepMs, sweepMs), 4 * (performance.now() - startedAt)))
      })
  }
  function sweepIn(ms: number): void {
    clearTimeout(timer)
    if (!isClosed) timer = setTimeout(sweepSoon, ms).unref()
  }

  const unsubscribe = await core.broker.subscribe(sessionsTopic, (message) => {
    const { sessionIds, changedUserIds = [] } = message as SessionsChanged
    for (const sessionId of sessionIds) {
      ended.add(sessionId)
      end(sessionId)
    }
    if (changedUserIds.length > 0) endRoles(new Set(changedUserIds))
  })
  const forgetReconnect = core.broker.onReconnect(sweepSoon)
  sweepIn(sweepMs)

  return {
    add(connection) {
      const { sessionId, user } = connection.viewer
      count(user.id, 1)
      const siblings = bySession.get(sessionId) ?? new Set()
      bySession.set(sessionId, siblings.add(connection))
      if (ended.has(sessionId)) connection.close(closeCodes.sessionEnded)
      return () => {
        count(user.id, -1)
        siblings.delete(connection)
        if (siblings.size === 0 && bySession.get(sessionId) === siblings) bySession.delete(sessionId)
      }
    },
    countOf: (userId) => counts.get(userId) ?? 0,
    closeAll(why) {
      for (const connections of bySession.values()) for (const connection of connections) connection.close(why)
    },
    sweep,
    async [Symbol.asyncDispose]() {
      isClosed = true
      clearTimeout(timer)
      unsubscribe()
      forgetReconnect()
      await sweeping
    },
  }
}
