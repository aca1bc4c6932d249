import type { Db, RoomRow } from '@parley/db'
import type { Core } from './core.ts'
import { UnauthenticatedError } from './errors.ts'
import type { Loaders } from './loader.ts'
import type { BulkChange, Change, Rows } from './realtime/change.ts'
import type { PublicUser } from './realtime/events.ts'

/** Who asks. */
export type Viewer = { user: PublicUser; sessionId: string }

/** Where the asking comes from. */
export type Client = { address: string | null; userAgent: string | null }

/** What a sign-in does to the connection that asked: set or clear its cookie. Absent over a socket. */
export type SessionCookie = { set(token: string, maxAgeSeconds: number | null): void; clear(): void }

/** All that a feature's rules get: the node's long-lived parts, who asks, and what this request has read so far. */
export type Context = {
  core: Core
  viewer: Viewer | null
  client: Client
  cookie: SessionCookie | null
  loaders: Loaders
  /** True when one execution serves many subscribers: nothing in it may depend on who looks. */
  isShared: boolean
}

/** The person who is signed in. Throws UnauthenticatedError when there is none. */
export function viewerOf(ctx: Context): Viewer {
  if (!ctx.viewer) throw new UnauthenticatedError()
  return ctx.viewer
}

/** Whether an administrator asks (or an event is worked out for administrators). */
export function isAdministrator(ctx: Pick<Context, 'viewer'>): boolean {
  return ctx.viewer?.user.role === 'ADMIN'
}

export function dbOf(ctx: Context): Db {
  return ctx.core.database.kysely
}

/** Applies a change to a room: see `Change`. What the request had read is forgotten, so that its answer is fresh. */
export async function commit<T>(ctx: Context, roomId: string, change: Change<T>): Promise<T> {
  return forgetting(ctx, await ctx.core.commits.commit(roomId, change))
}

/** The same for a room that the change brings into being; it gets its home at the same moment. */
export async function commitNew<T>(ctx: Context, room: RoomRow, change: Change<T>): Promise<T> {
  const { commits, cluster } = ctx.core
  const made = commits.commitNew(room, async (held) => {
    await cluster.place(held.tx, room)
    return change(held)
  })
  return forgetting(ctx, await made)
}

/** The same for one input of a bulk change. */
export async function commitBulk<I extends { roomId: string }, T, R extends Rows>(
  ctx: Context,
  change: BulkChange<I, T, R>,
  input: I,
): Promise<T> {
  return forgetting(ctx, await ctx.core.commits.commitBulk(input.roomId, change, input))
}

function forgetting<T>(ctx: Context, value: T): T {
  ctx.loaders.clear()
  return value
}
