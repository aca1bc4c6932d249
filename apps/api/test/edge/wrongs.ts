import { isDeepStrictEqual } from 'node:util'
import { differences } from '../faults/check/differences.ts'
import type { RoomState } from '../faults/check/history.ts'
import type { Follower } from '../faults/people/follower.ts'
import type { Person } from '../faults/people/person.ts'
import { loadAll } from '../faults/truth.ts'
import type { Sending } from './conversation.ts'
import { until } from './until.ts'

type Told = { ana: Person; roomId: string; sendings: readonly Sending[]; followers: readonly Follower[] }

/**
 * What clients can find wrong from outside: a message that was acknowledged and isn't there, or is there twice or under another
 * number; a reader whose events were doubled or out of order, or whose room differs from a fresh load.
 */
export async function wrongs({ ana, roomId, sendings, followers }: Told): Promise<string[]> {
  const last = Math.max(0, ...sendings.map(({ seq }) => seq ?? 0))
  await until(() => followers.every(({ position }) => position >= last))
  const fresh = await loadAll(ana, roomId, [])
  const messages = Object.values(fresh.messages) as { seq: number; clientId: string }[]
  const seqs = Map.groupBy(messages, ({ clientId }) => clientId)
  const lost = sendings.filter(
    ({ seq, clientId }) =>
      !isDeepStrictEqual(
        seqs.get(clientId)?.map((m) => m.seq),
        [seq],
      ),
  )
  return [
    ...lost.map(
      ({ clientId, seq }) =>
        `${clientId} was acknowledged as ${seq} and is there ${seqs.get(clientId)?.length ?? 0} times`,
    ),
    ...(messages.length === sendings.length ? [] : [`${sendings.length} were sent, ${messages.length} are there`]),
    ...followers.flatMap((follower) => wrongsOf(follower, fresh)),
  ]
}

function wrongsOf({ following: { who, entries, state } }: Follower, fresh: RoomState): string[] {
  let position = 0
  const found: string[] = []
  for (const entry of entries) {
    if (entry.kind === 'loaded') position = entry.seq
    if (entry.kind !== 'event') continue
    if (entry.seq <= position) found.push(`${who} got ${entry.seq} after ${position}`)
    position = entry.seq
  }
  // Who came late has the last messages only.
  const messages = Object.fromEntries(Object.keys(state.messages).map((seq) => [seq, fresh.messages[Number(seq)]]))
  return [...found, ...differences(state, { ...fresh, messages }).map((what) => `${who} sees otherwise: ${what}`)]
}
