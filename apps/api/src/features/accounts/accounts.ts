import { isDuplicate, type UserRow } from '@parley/db'
import { isUsername, lengthOf, nameLimit, tidyLine } from '@parley/text'
import { v7 as uuid } from 'uuid'
import { type Context, dbOf, viewerOf } from '../../context.ts'
import { InvalidInputError } from '../../errors.ts'
import { publicUser } from '../../realtime/events.ts'
import {
  AccountClosedError,
  RegistrationClosedError,
  UsernameTakenError,
  WrongCredentialsError,
} from './account-errors.ts'
import { insertUser } from './insert-user.ts'
import { demandStrongPassword, hashPassword, isPassword } from './passwords.ts'
import { endOtherSessions, type SignInOptions, startSession } from './sessions.ts'

// Accounts and how one gets into one's own. A password is known as its hash only, and leaves this slice in no form.

const longestUsername = 32

type Names = { username: string; name: string }
type Credentials = { username: string; password: string }

/** Makes an account, puts it where everybody lands, and signs its owner in. The first one becomes the administrator. */
export async function register(ctx: Context, input: Names & Credentials & SignInOptions) {
  const mustBeFirst = !ctx.core.config.isRegistrationOpen
  if (mustBeFirst && !(await isServerEmpty(ctx))) throw new RegistrationClosedError()
  const names = tidyNames(input)
  await ctx.core.throttles.register(ctx.client.address)
  if (await userNamed(ctx, names.username)) throw new UsernameTakenError()
  await demandStrongPassword(input.password, [names.username, ...names.name.split(' ')])
  const passwordHash = await hashPassword(input.password)
  const user = await createAccount(ctx, { ...names, passwordHash, mustBeFirst })
  const signedIn = await startSession(ctx, user, { ...input, passwordHash })
  if (!signedIn) throw new AccountClosedError()
  return signedIn
}

type NewAccount = Names & { passwordHash: string; mustBeFirst?: boolean }

/** Makes an account with a password that was hashed before. Throws UsernameTakenError. */
export async function createAccount(ctx: Context, { username, name, passwordHash, mustBeFirst = false }: NewAccount) {
  const user = newUser(uuid(), { username, name }, passwordHash)
  const row = await insertUser(ctx.core.database, user, { mustBeFirst }).catch((error: unknown) => {
    throw isDuplicate(error) ? new UsernameTakenError() : error
  })
  await ctx.core.onAccountMade(ctx, row.id)
  return publicUser(row)
}

/** The row of an account that nobody has used yet, but for its role. */
export function newUser(id: string, { username, name }: Names, passwordHash: string) {
  const rest = { title: null, last_seen_at: null, deactivated_at: null }
  return { id, username, name, password_hash: passwordHash, created_at: Date.now(), ...rest }
}

/** Signs somebody in. An unknown username and a wrong password look and take the same; that an account is closed is told to its owner only. */
export async function signIn(ctx: Context, input: Credentials & SignInOptions) {
  // Of a longer one nothing more is kept among the attempts: it can't be right.
  const username = input.username
    .trim()
    .toLowerCase()
    .slice(0, longestUsername + 1)
  const attempt = await ctx.core.throttles.signIn(username, ctx.client.address)
  const user = await userNamed(ctx, username)
  const isTheirs = await isPassword(input.password, user?.password_hash ?? null)
  if (!user || !isTheirs) throw new WrongCredentialsError()
  await attempt.succeeded()
  if (user.deactivated_at !== null) throw new AccountClosedError()
  const signedIn = await startSession(ctx, publicUser(user), { ...input, passwordHash: user.password_hash })
  // Its password was reset, or it was closed, since it was looked at.
  if (!signedIn) throw new WrongCredentialsError()
  return signedIn
}

/** Changes the viewer's password, and ends their sessions everywhere else: whoever knew the old one is out. */
export async function changePassword(ctx: Context, input: { currentPassword: string; newPassword: string }) {
  const { user } = viewerOf(ctx)
  const attempt = await ctx.core.throttles.signIn(user.username, ctx.client.address)
  const kept = await userNamed(ctx, user.username)
  if (!(await isPassword(input.currentPassword, kept?.password_hash ?? null))) throw new WrongCredentialsError()
  await attempt.succeeded()
  await demandStrongPassword(input.newPassword, [user.username, ...user.name.split(' ')])
  const password_hash = await hashPassword(input.newPassword)
  await dbOf(ctx).updateTable('user').set({ password_hash }).where('id', '=', user.id).execute()
  await endOtherSessions(ctx)
}

/** True until the first account is made. */
export async function isServerEmpty(ctx: Context): Promise<boolean> {
  return !(await dbOf(ctx).selectFrom('user').select('id').limit(1).executeTakeFirst())
}

async function userNamed(ctx: Context, username: string): Promise<UserRow | undefined> {
  return dbOf(ctx).selectFrom('user').selectAll().where('username', '=', username).executeTakeFirst()
}

/** Names as they are kept. Throws InvalidInputError. */
export function tidyNames(input: Names): Names {
  const username = input.username.trim().toLowerCase()
  if (!isUsername(username)) {
    throw new InvalidInputError(
      'username',
      'A username has 2 to 32 of a–z, 0–9, “.”, “_” and “-”, and is not a reserved word.',
    )
  }
  return { username, name: tidyName(input.name) }
}

export function tidyName(text: string): string {
  const name = tidyLine(text)
  if (name === '') throw new InvalidInputError('name', 'A name has at least one character.')
  if (lengthOf(name) > nameLimit) throw new InvalidInputError('name', `A name has at most ${nameLimit} characters.`)
  return name
}
