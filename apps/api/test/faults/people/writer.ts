import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Sent } from '../check/history.ts'
import { localId } from '../../rows.ts'
import { Refused, Unanswered } from './ask.ts'
import { act, type Person } from './person.ts'
import type { Random } from './random.ts'

/** A room that is talked in, and what its writers know of it. */
export type Place = {
  id: string
  kind: 'PUBLIC' | 'PRIVATE'
  owner: Person
  /** Acknowledged messages; `root` for those of the main timeline. */
  known: { id: string; author: Person; isMain: boolean }[]
}

export type Log = { sent: Sent[]; counts: Record<string, number> }

const emoji = ['👍', '🎉', '❤️', '😂']
const words = ['hello', 'never mind', 'see you @all', 'what about lunch?', 'done', 'again, please', 'merci']

type Doing = { who: Person; place: Place; log: Log }
type Deed = (doing: Doing) => Promise<unknown>

/** What people do, and how often. */
const deeds: readonly (readonly [number, string, Deed])[] = [
  [30, 'post', (doing) => send(doing)],
  [12, 'reply', (doing) => send(doing, pick(doing, ({ isMain }) => isMain)?.id)],
  [4, 'burst', (doing) => Promise.all(Array.from({ length: 8 }, () => send(doing)))],
  [10, 'edit', edit],
  [5, 'retract', retract],
  [16, 'react', (doing) => react(doing, 'addReaction')],
  [8, 'unreact', (doing) => react(doing, 'removeReaction')],
  [
    2,
    'rename',
    ({ who, place }) => act(place.owner, 'updateRoom', { input: { roomId: place.id, name: name(who.random) } }),
  ],
  [2, 'topic', ({ who, place }) => act(who, 'updateRoom', { input: { roomId: place.id, topic: name(who.random) } })],
  [2, 'rename oneself', ({ who }) => act(who, 'updateProfile', { input: { name: name(who.random) } })],
  [1, 'leave and come back', leave],
]
const total = deeds.reduce((sum, [weight]) => sum + weight, 0)

/** Does one thing after the other until `isOver`. What isn't allowed any more, or not yet again, is passed over. */
export async function keepWriting(
  who: Person,
  { places, log, paceMs, isOver }: { places: readonly Place[]; log: Log; paceMs: number; isOver: () => boolean },
): Promise<void> {
  while (!isOver()) {
    let roll = who.random.below(total)
    const [, kind, deed] = deeds.find(([weight]) => (roll -= weight) < 0) ?? deeds[0]!
    await passOver(deed({ who, place: who.random.oneOf(places), log }))
    log.counts[kind] = (log.counts[kind] ?? 0) + 1
    await delay(paceMs * (0.5 + who.random.next()))
  }
}

async function passOver(deed: Promise<unknown>): Promise<void> {
  try {
    await deed
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
}

/** Sends a message. Now and then its writer loses patience after one try, and never learns what came of it. */
export async function send({ who, place, log }: Doing, rootId?: string): Promise<void> {
  const clientId = randomUUID()
  const sent: Sent = { room: localId(place.id), clientId, startedAt: performance.now(), acknowledged: null }
  log.sent.push(sent)
  const input = { roomId: place.id, clientId, text: who.random.oneOf(words), ...(rootId && { rootId }) }
  const maxTries = who.random.below(8) === 0 ? 1 : Number.POSITIVE_INFINITY
  try {
    const { data, __typename } = await act(who, 'sendMessage', { input, maxTries })
    if (data?.seq === undefined) throw new Error(`a message was not taken: ${__typename}`)
    sent.acknowledged = { at: performance.now(), seq: data.seq }
    place.known.push({ id: data.id, author: who, isMain: !rootId })
  } catch (error) {
    if (!(error instanceof Unanswered && maxTries === 1)) throw error
  }
}

async function edit(doing: Doing): Promise<void> {
  const mine = pick(doing, ({ author }) => author === doing.who)
  const text = `${doing.who.random.oneOf(words)} ${doing.who.random.below(1000)}`
  if (mine) await act(doing.who, 'editMessage', { input: { messageId: mine.id, text } })
}

async function retract(doing: Doing): Promise<void> {
  const theirs = pick(doing, ({ author }) => author === doing.who || doing.who === doing.place.owner)
  if (theirs) await act(doing.who, 'retractMessage', { input: { messageId: theirs.id } })
}

async function react(doing: Doing, field: 'addReaction' | 'removeReaction'): Promise<void> {
  const message = pick(doing, () => true)
  const input = message && { messageId: message.id, emoji: doing.who.random.oneOf(emoji) }
  if (input) await act(doing.who, field, { input })
}

async function leave({ who, place }: Doing): Promise<void> {
  if (who === place.owner) return
  await act(who, 'leaveRoom', { input: { roomId: place.id } })
  await enter(who, place)
}

/** Comes (back) in: by oneself, or by invitation where that is needed. */
export async function enter(who: Person, place: Place): Promise<void> {
  if (place.kind === 'PUBLIC') await act(who, 'joinRoom', { input: { roomId: place.id } })
  else await act(place.owner, 'inviteToRoom', { input: { roomId: place.id, userIds: [globalUser(who)] } })
}

export const globalUser = ({ userId }: Person) => Buffer.from(`User:${userId}`).toString('base64')

/** One of the last messages: it is those that are touched at the same time by several. */
function pick({ who, place }: Doing, suits: (message: Place['known'][number]) => boolean) {
  const recent = place.known.slice(-40).filter(suits)
  return recent.length > 0 ? who.random.oneOf(recent) : undefined
}

function name(random: Random): string {
  return `about ${random.below(1_000_000)} things`
}
