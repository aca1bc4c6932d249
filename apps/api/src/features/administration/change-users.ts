import { isDuplicate, type Tx, type UserRole, type UserRow } from '@parley/db'
import { v7 as uuid } from 'uuid'
import { type Context, viewerOf } from '../../context.ts'
import { AccessError } from '../../errors.ts'
import { type PublicUser, publicUser } from '../../realtime/events.ts'
import { UsernameTakenError } from '../accounts/account-errors.ts'
import { newUser, tidyNames } from '../accounts/accounts.ts'
import { demandStrongPassword, hashPassword } from '../accounts/passwords.ts'
import { tellRooms } from '../accounts/profile.ts'
import { deleteSessionsOf, tellSessions } from '../accounts/sessions.ts'
import { publicUserColumns } from '../accounts/user.loader.ts'
import { writeAudit } from '../audit/audit.ts'
import { LastAdministratorError, ThatIsYouError } from './administration-errors.ts'
import { type Administrators, administer } from './administrators.ts'

// What administrators do to accounts. Each is written with its entry in the audit log, in one transaction; what is so
// already is a success, and no news for the log.

/** Makes somebody an administrator, or a member again. Their open connections come back as what they are now. */
export function setUserRole(ctx: Context, { userId, role }: { userId: string; role: UserRole }): Promise<PublicUser> {
  return changeUser(ctx, userId, (user, administrators) => {
    if (user.role === role) return null
    if (role !== 'ADMIN') demandAnother(ctx, user, administrators)
    return { action: 'setUserRole', patch: { role }, details: { from: user.role, to: role } }
  })
}

/** Closes an account: its sessions end, on every node; what its owner wrote stays. */
export function deactivateUser(ctx: Context, userId: string): Promise<PublicUser> {
  return changeUser(ctx, userId, (user, administrators) => {
    demandAnother(ctx, user, administrators)
    if (user.deactivated_at !== null) return null
    return { action: 'deactivateUser', patch: { deactivated_at: Date.now() }, endsSessions: true }
  })
}

/** Opens a closed account again; its owner signs in with the password that they had. */
export function reactivateUser(ctx: Context, userId: string): Promise<PublicUser> {
  return changeUser(ctx, userId, (user) =>
    user.deactivated_at === null ? null : { action: 'reactivateUser', patch: { deactivated_at: null } },
  )
}

/** Ends all sessions of an account. */
export function signOutUser(ctx: Context, userId: string): Promise<PublicUser> {
  return changeUser(ctx, userId, () => ({ action: 'signOutUser', endsSessions: true }))
}

/** Gives an account another password, and ends all its sessions. */
export async function resetPassword(ctx: Context, input: { userId: string; password: string }): Promise<PublicUser> {
  const user = await ctx.core.database.kysely
    .selectFrom('user')
    .select(['id', 'username', 'name'])
    .where('id', '=', input.userId)
    .executeTakeFirst()
  if (!user) throw new AccessError()
  if (user.id === viewerOf(ctx).user.id) throw new ThatIsYouError('Change your password in your settings.')
  await demandStrongPassword(input.password, [user.username, ...user.name.split(' ')])
  const password_hash = await hashPassword(input.password)
  return changeUser(ctx, user.id, () => ({ action: 'resetPassword', patch: { password_hash }, endsSessions: true }))
}

type NewAccount = { username: string; name: string; password: string; role: UserRole }

/** Makes an account for somebody, also where people can't register themselves. */
export async function createUser(ctx: Context, input: NewAccount): Promise<PublicUser> {
  const names = tidyNames(input)
  await demandStrongPassword(input.password, [names.username, ...names.name.split(' ')])
  const row: UserRow = { ...newUser(uuid(), names, await hashPassword(input.password)), role: input.role }
  try {
    await administer(ctx, async (tx) => {
      await tx.insertInto('user').values(row).execute()
      await writeAudit(ctx, tx, { action: 'createUser', target: targetOf(row), details: { role: row.role } })
    })
  } catch (error) {
    throw isDuplicate(error) ? new UsernameTakenError() : error
  }
  await ctx.core.onAccountMade(ctx, row.id)
  return publicUser(row)
}

type UserChange = {
  action: string
  patch?: Partial<UserRow>
  details?: Record<string, unknown>
  endsSessions?: boolean
}

/** Does to an account what `decide` says when it sees it, locked; null is nothing. Then tells whom it concerns. */
async function changeUser(
  ctx: Context,
  userId: string,
  decide: (user: PublicUser, administrators: Administrators) => UserChange | null,
): Promise<PublicUser> {
  const { before, user, ended } = await administer(ctx, async (tx, administrators) => {
    const before = await lockUser(ctx, tx, userId)
    const change = decide(before, administrators)
    if (!change) return { before, user: before, ended: [] }
    const { action, patch = {}, details = {}, endsSessions } = change
    if (change.patch) await tx.updateTable('user').set(patch).where('id', '=', userId).execute()
    // After the account: who signs in meanwhile is either ended here or sees what changed.
    const ended = endsSessions ? await deleteSessionsOf(tx, userId, ctx.core.database.dialect) : []
    const told = endsSessions ? { ...details, sessions: ended.length } : details
    await writeAudit(ctx, tx, { action, target: targetOf(before), details: told })
    return { before, user: publicUser({ ...before, ...patch }), ended }
  })
  ctx.loaders.clear()
  await tellSessions(ctx.core, { sessionIds: ended, ...(user.role !== before.role && { changedUserIds: [userId] }) })
  if (user.role !== before.role || user.deactivated_at !== before.deactivated_at) await tellRooms(ctx, user)
  return user
}

async function lockUser(ctx: Context, tx: Tx, userId: string): Promise<PublicUser> {
  const query = tx.selectFrom('user').select(publicUserColumns).where('id', '=', userId)
  const user = await (ctx.core.database.dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirst()
  if (!user) throw new AccessError()
  return user
}

/** Nobody shuts themselves out, and somebody has to stay. */
function demandAnother(ctx: Context, user: PublicUser, administrators: Administrators): void {
  if (administrators.has(user.id) && administrators.size === 1) throw new LastAdministratorError()
  if (user.id === viewerOf(ctx).user.id) throw new ThatIsYouError('Another administrator has to do this.')
}

function targetOf(user: Pick<UserRow, 'id' | 'username'>) {
  return { type: 'User', id: user.id, name: `@${user.username}` }
}
