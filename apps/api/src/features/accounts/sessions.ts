import type { Db, Dialect, SessionRow, Tx } from '@parley/db'
import { v7 as uuid } from 'uuid'
import { type Context, dbOf, type Viewer, viewerOf } from '../../context.ts'
import type { Core } from '../../core.ts'
import type { PublicUser, SessionsChanged } from '../../realtime/events.ts'
import { sessionsTopic } from '../../realtime/events.ts'
import { deviceName } from './device-name.ts'
import { hashToken, isToken, newToken } from './session-token.ts'
import { publicUserColumns } from './user.loader.ts'

// A session is one sign-in on one device. A remembered one lasts 90 days from the sign-in; any other ends with its browser,
// or 24 hours after it was last used. Ending one deletes its row and tells all nodes, which close its sockets.

const minute = 60_000
const dayMs = 24 * 60 * minute
const rememberedMs = 90 * dayMs

export type SignInOptions = { remember: boolean; cookie: boolean }
/** `passwordHash`: what the password that was given was checked against. */
type Proof = { passwordHash?: string }

/**
 * Signs the person in on this connection: by its cookie, or by the token that is returned when it wants or has none.
 * Forgets those of their sessions that expired. Null when the account was closed, or got another password, meanwhile.
 */
export async function startSession(ctx: Context, user: PublicUser, options: SignInOptions & Proof) {
  const { remember, cookie, passwordHash } = options
  const token = newToken()
  const now = Date.now()
  const session: SessionRow = {
    id: uuid(),
    user_id: user.id,
    token_hash: hashToken(token),
    device: deviceName(ctx.client.userAgent),
    address: ctx.client.address,
    is_remembered: remember ? 1 : 0,
    created_at: now,
    last_used_at: now,
    expires_at: now + (remember ? rememberedMs : dayMs),
  }
  await dbOf(ctx).deleteFrom('session').where('user_id', '=', user.id).where('expires_at', '<=', now).execute()
  if (!(await insertSession(dbOf(ctx), session, passwordHash))) return null
  const viewer: Viewer = { user, sessionId: session.id }
  ctx.viewer = viewer
  if (cookie && ctx.cookie) {
    ctx.cookie.set(token, remember ? rememberedMs / 1000 : null)
    return { viewer, token: null }
  }
  return { viewer, token }
}

/** In one statement, which the transaction that closes the account or changes its password makes wait. */
async function insertSession(db: Db, session: SessionRow, passwordHash: string | undefined): Promise<boolean> {
  const columns = Object.keys(session) as (keyof SessionRow)[]
  const account = db
    .selectFrom('user')
    .select((eb) => columns.map((column) => eb.val(session[column]).as(column)))
    .where('id', '=', session.user_id)
    .where('deactivated_at', 'is', null)
    .$if(passwordHash !== undefined, (query) => query.where('password_hash', '=', passwordHash ?? ''))
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('session')
    .columns(columns)
    .expression(account)
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Who holds this token, if its session goes on. Notes the use, at most once a minute. */
export async function viewerOfToken(core: Core, token: string | null): Promise<Viewer | null> {
  if (!token || !isToken(token)) return null
  const now = Date.now()
  const row = await viewers(core, now).where('session.token_hash', '=', hashToken(token)).executeTakeFirst()
  if (!row) return null
  if (now - row.last_used_at >= minute) await touchSessions(core, [row.session_id])
  return viewerFrom(row)
}

/** The viewers of those of these sessions that go on, by session id: one query. */
export async function viewersOfSessions(core: Core, sessionIds: readonly string[]): Promise<Map<string, Viewer>> {
  if (sessionIds.length === 0) return new Map()
  const rows = await viewers(core, Date.now())
    .where('session.id', 'in', [...sessionIds])
    .execute()
  return new Map(rows.map((row) => [row.session_id, viewerFrom(row)]))
}

/** Notes that sessions are in use. */
export async function touchSessions(core: Core, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length === 0) return
  const now = Date.now()
  const used = core.database.kysely.updateTable('session').where('id', 'in', [...sessionIds])
  await used
    .set((eb) => ({
      last_used_at: now,
      expires_at: eb
        .case()
        .when('is_remembered', '=', 1)
        .then(eb.ref('expires_at'))
        .else(now + dayMs)
        .end(),
    }))
    .where('last_used_at', '<=', now - minute)
    .execute()
}

/** Ends the session that asks, and forgets its cookie. Signing out twice is fine. */
export async function signOut(ctx: Context): Promise<void> {
  ctx.cookie?.clear()
  if (!ctx.viewer) return
  await endSessions(ctx, [ctx.viewer.sessionId])
  ctx.viewer = null
}

/** Ends one of the viewer's sessions. One that isn't there, or isn't theirs, has ended. */
export async function endSession(ctx: Context, sessionId: string): Promise<void> {
  await endSessions(ctx, [sessionId])
}

/** Ends all of the viewer's sessions but the one that asks. */
export async function endOtherSessions(ctx: Context): Promise<void> {
  const { user, sessionId } = viewerOf(ctx)
  const others = dbOf(ctx)
    .selectFrom('session')
    .select('id')
    .where('user_id', '=', user.id)
    .where('id', '!=', sessionId)
  const rows = await others.execute()
  await endSessions(
    ctx,
    rows.map((row) => row.id),
  )
}

async function endSessions(ctx: Context, sessionIds: string[]): Promise<void> {
  if (sessionIds.length === 0) return
  const { user } = viewerOf(ctx)
  const mine = dbOf(ctx).selectFrom('session').select('id').where('user_id', '=', user.id).where('id', 'in', sessionIds)
  const ended = (await mine.execute()).map((row) => row.id)
  if (ended.length === 0) return
  await dbOf(ctx).deleteFrom('session').where('id', 'in', ended).execute()
  await tellSessions(ctx.core, { sessionIds: ended })
}

/** Deletes all sessions of somebody; answers with their ids, for `tellSessions` when the transaction is through. */
export async function deleteSessionsOf(tx: Tx, userId: string, dialect: Dialect): Promise<string[]> {
  const query = tx.selectFrom('session').select('id').where('user_id', '=', userId)
  const ids = (await (dialect === 'mysql' ? query.forUpdate() : query).execute()).map(({ id }) => id)
  if (ids.length > 0) await tx.deleteFrom('session').where('id', 'in', ids).execute()
  return ids
}

/** Tells all nodes whose connections to close. A node that doesn't hear it finds out by itself in a few seconds. */
export async function tellSessions({ broker, log }: Core, changed: SessionsChanged): Promise<void> {
  if (changed.sessionIds.length === 0 && !changed.changedUserIds) return
  await broker
    .publish(sessionsTopic, changed)
    .catch((error: unknown) => log.warn({ err: error }, 'a bell was not heard'))
}

function viewers(core: Core, now: number) {
  return core.database.kysely
    .selectFrom('session')
    .innerJoin('user', 'user.id', 'session.user_id')
    .select(['session.id as session_id', 'session.last_used_at'])
    .select(publicUserColumns.map((column) => `user.${column}` as const))
    .where('session.expires_at', '>', now)
    .where('user.deactivated_at', 'is', null)
}

function viewerFrom(row: PublicUser & { session_id: string; last_used_at: number }): Viewer {
  const { session_id: sessionId, last_used_at: _, ...user } = row
  return { user, sessionId }
}
