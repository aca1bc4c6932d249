import type { Db, Dialect, SessionRow, Tx } from '@parley/db'
import { v7 as uuid } from 'uuid'
import { type Context, dbOf, type Viewer, viewerOf } from '../../context.ts'
import type { Core } from '../../core.ts'
import { jointly } from '../../joint.ts'
import { inOrder } from '../../loader.ts'
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
  const [found] = await readByToken(core.database, [hashToken(token)])
  if (!found) return null
  if (isDue(found)) await touch(core.database, [found.viewer.sessionId])
  return found.viewer
}

/** The viewers of those of these sessions that go on, by session id: one query. Notes that they are in use. */
export async function viewersInUse(core: Core, sessionIds: readonly string[]): Promise<Map<string, Viewer>> {
  const found = (await readById(core.database, sessionIds)).filter((it) => it !== null)
  await touch(
    core.database,
    found.filter(isDue).map(({ viewer }) => viewer.sessionId),
  )
  return new Map(found.map(({ viewer }) => [viewer.sessionId, viewer]))
}

type Found = { viewer: Viewer; tokenHash: string; lastUsedAt: number }

const readByToken = jointly<string, Found>(async (db, hashes) => {
  const found = await goingOn(db, 'session.token_hash', hashes)
  return inOrder(hashes, found, (it) => it.tokenHash)
})

const readById = jointly<string, Found>(
  async (db, ids) => {
    const found = await goingOn(db, 'session.id', ids)
    return inOrder(ids, found, (it) => it.viewer.sessionId)
  },
  { maxKeys: 5000 },
)

async function goingOn(db: Db, column: 'session.id' | 'session.token_hash', keys: readonly string[]): Promise<Found[]> {
  const rows = await db
    .selectFrom('session')
    .innerJoin('user', 'user.id', 'session.user_id')
    .select(['session.id as session_id', 'session.token_hash', 'session.last_used_at'])
    .select(publicUserColumns.map((it) => `user.${it}` as const))
    .where(column, 'in', keys)
    .where('session.expires_at', '>', Date.now())
    .where('user.deactivated_at', 'is', null)
    .execute()
  return rows.map(({ session_id: sessionId, token_hash: tokenHash, last_used_at: lastUsedAt, ...user }) => ({
    viewer: { user, sessionId },
    tokenHash,
    lastUsedAt,
  }))
}

function isDue({ lastUsedAt }: Found): boolean {
  return Date.now() - lastUsedAt >= minute
}

/** Notes that sessions are in use now. One that isn't remembered goes on for a day more. */
const touch = jointly<string, never>(async (db, sessionIds) => {
  const now = Date.now()
  await db
    .updateTable('session')
    .where('id', 'in', sessionIds)
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
  return []
})

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
