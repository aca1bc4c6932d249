import type { Db } from '@parley/db'
import { lengthOf, tidyLine, titleLimit } from '@parley/text'
import { commit, type Context, dbOf, viewerOf } from '../../context.ts'
import { InvalidInputError } from '../../errors.ts'
import { type PersonalBell, type PublicUser, userTopic } from '../../realtime/events.ts'
import { tidyName } from './accounts.ts'
import { userLoader } from './user.loader.ts'

/** Changes what others see of the viewer, and tells everybody who sees it. What is left out stays; an empty title goes. */
export async function updateProfile(ctx: Context, input: { name?: string | null; title?: string | null }) {
  const viewer = viewerOf(ctx)
  const before = (await userLoader(ctx).load(viewer.user.id)) ?? viewer.user
  const changed = {
    ...(typeof input.name === 'string' && { name: tidyName(input.name) }),
    ...(input.title !== undefined && { title: tidyTitle(input.title) }),
  }
  const user: PublicUser = { ...before, ...changed }
  if (user.name === before.name && user.title === before.title) return user
  await tellRooms(ctx, user, (db) => db.updateTable('user').set(changed).where('id', '=', user.id).execute())
  ctx.viewer = { ...viewer, user }
  ctx.loaders.clear()
  await ctx.core.broker.publish(userTopic(user.id), { type: 'ProfileChanged' } satisfies PersonalBell)
  return user
}

/**
 * Tells the rooms of somebody how others see them now. `save` is done with the last of them: all that is committed in one tick
 * goes into one transaction. Done before, it would be told to nobody when the node dies in between, for trying again would
 * find nothing to change.
 */
export async function tellRooms(ctx: Context, user: PublicUser, save?: (db: Db) => Promise<unknown>): Promise<void> {
  const actorId = viewerOf(ctx).user.id
  const mine = dbOf(ctx).selectFrom('membership').select('room_id').where('user_id', '=', user.id)
  const rooms = (await mine.execute()).map(({ room_id }) => room_id)
  if (rooms.length === 0) return void (await save?.(dbOf(ctx)))
  const told = rooms.map((roomId, i) =>
    commit(ctx, roomId, async (held) => {
      if (i === rooms.length - 1) await save?.(held.tx)
      const data = { type: 'MemberProfileChanged', userId: user.id } as const
      held.append({ actorId, data, rows: { users: [user] } })
    }),
  )
  await Promise.all(told)
}

function tidyTitle(text: string | null): string | null {
  const title = tidyLine(text ?? '')
  if (lengthOf(title) > titleLimit)
    throw new InvalidInputError('title', `A title has at most ${titleLimit} characters.`)
  return title === '' ? null : title
}
