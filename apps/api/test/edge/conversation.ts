import { randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import { ask, Refused } from '../faults/people/ask.ts'
import { mutationOf } from '../faults/people/documents.ts'
import { Follower } from '../faults/people/follower.ts'
import { act, type Outcome, type Person } from '../faults/people/person.ts'
import { backOff, createRandom } from '../faults/people/random.ts'
import { openSocket } from '../faults/people/socket.ts'
import { localId } from '../rows.ts'
import { until } from './until.ts'
import { wrongs } from './wrongs.ts'

/** A message that somebody sent, in as many tries as it took. */
export type Sending = {
  clientId: string
  /** What it was answered; undefined while it isn't. */
  seq: number | undefined
  /** From the first try to the answer, in ms. */
  ms: number
  /** What came of the tries before the last. */
  failures: string[]
}

export type Conversation = AsyncDisposable & {
  ana: Person
  roomId: string
  sendings: Sending[]
  followers: Follower[]
  /** Ben reads along, with a socket at this address. Resolves when he is live. */
  follow(url: string): Promise<Follower>
  /** Ana sends one message and tries until it is taken. */
  send(): Promise<Sending>
  /** Ana sends so many messages a second, or as many as the machine carries, until the result is called. */
  keepSending(perSecond: number): () => Promise<void>
  /** Everything that is wrong with what was sent and what was read, once all have everything: nothing, it is hoped. */
  check(): Promise<string[]>
}

/** What waits for an answer at most: more would measure how busy the machine is with other things. */
const mostAtOnce = 50

/** Two people and a room, at whatever answers GraphQL at this address. */
export async function converse(url: string): Promise<Conversation> {
  const tag = randomUUID().slice(0, 8)
  const ana = await register(url, `ana-${tag}`)
  const ben = await register(url, `ben-${tag}`)
  const room = { kind: 'PUBLIC', name: `Talk ${tag}`, clientId: randomUUID() }
  const roomId = dataOf(await act(ana, 'createRoom', { input: room })).id
  await act(ben, 'joinRoom', { input: { roomId } })

  await using starting = new AsyncDisposableStack()
  const sendings: Sending[] = []
  const followers: Follower[] = []

  async function send(): Promise<Sending> {
    const sending: Sending = { clientId: randomUUID(), seq: undefined, ms: 0, failures: [] }
    sendings.push(sending)
    const started = performance.now()
    const variables = { input: { roomId, clientId: sending.clientId, text: `Message ${sendings.length}` } }
    for (let tries = 0; sending.seq === undefined; tries++) {
      try {
        const question = { token: ana.token, document: mutationOf('sendMessage'), variables }
        const { sendMessage } = await ask<{ sendMessage: Outcome }>(url, question)
        if (sendMessage.data?.seq === undefined) throw new Error(sendMessage.__typename)
        sending.seq = sendMessage.data.seq
      } catch (error) {
        if (error instanceof Refused || performance.now() - started > 120_000) throw error
        sending.failures.push(inspect(error))
        await backOff(tries)
      }
    }
    sending.ms = performance.now() - started
    return sending
  }

  const running = starting.move()
  return {
    ana,
    roomId,
    sendings,
    followers,
    send,
    async follow(at) {
      const socket = openSocket({ ...ben, doors: [at] })
      running.defer(async () => socket.dispose())
      const follower = new Follower(ben, socket, roomId)
      running.defer(() => follower.stop())
      followers.push(follower)
      await until(() => follower.position >= 0 && isLive(follower))
      return follower
    },
    keepSending(perSecond) {
      const all: Promise<Sending>[] = []
      let open = 0
      const timer = setInterval(() => {
        if (open >= mostAtOnce) return
        open++
        all.push(send().finally(() => open--))
      }, 1000 / perSecond)
      return async () => {
        clearInterval(timer)
        await Promise.all(all)
      }
    },
    check: () => wrongs({ ana, roomId, sendings, followers }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

/** The longest time in ms that a follower was without its feed: from the end of one to the next event. */
export function longestAbsence({ following: { entries } }: Follower): number {
  let longest = 0
  for (const [i, entry] of entries.entries()) {
    if (entry.kind !== 'ended' || entry.why === 'stopped') continue
    const back = entries.slice(i).find(({ kind }) => kind === 'event')
    if (back) longest = Math.max(longest, back.at - entry.at)
  }
  return longest
}

function isLive({ following }: Follower): boolean {
  return following.entries.at(-1)?.kind !== 'loaded'
}

async function register(url: string, username: string): Promise<Person> {
  const person = { name: username, doors: [url], random: createRandom(1), token: null }
  const input = { username, name: username, password: 'zebra crossing at dawn', cookie: false }
  const outcome = await act(person, 'register', { input })
  // An answer was late, and the second try found what the first had done.
  if (outcome.__typename === 'UsernameTakenError') return register(url, `${username}2`)
  const { token, viewer } = dataOf(outcome) as { token?: string; viewer?: { user: { id: string } } }
  if (!token || !viewer) throw new Error('no account')
  return { ...person, token, userId: localId(viewer.user.id) }
}

function dataOf({ data, __typename, message }: Outcome) {
  if (!data) throw new Error(`${__typename}: ${message}`)
  return data
}
