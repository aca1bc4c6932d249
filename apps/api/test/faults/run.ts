import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'graphql-ws'
import { localId } from '../rows.ts'
import { check } from './check/checks.ts'
import type { History } from './check/history.ts'
import type { Cluster } from './cluster/cluster.ts'
import type { ChatNode } from './cluster/node.ts'
import { type Field, faults, until } from './faults.ts'
import { ask } from './people/ask.ts'
import { Follower } from './people/follower.ts'
import { act, type Person } from './people/person.ts'
import { createRandom } from './people/random.ts'
import { openSocket } from './people/socket.ts'
import { globalUser, keepWriting, type Log, type Place, send } from './people/writer.ts'
import type { Plan } from './plan.ts'
import { readTruth } from './truth.ts'

export type Round = {
  seed: number
  plan: Plan
  /** How long a fault that has a length lasts, in ms. */
  holdMs: (name: string, roll: number) => number
  paceMs: number
  say: (line: string) => void
}

export type Result = { wrong: string[]; history: History; counts: Record<string, number>; seconds: number }

const names = ['ana', 'ben', 'cat', 'dan', 'eve', 'fay']

/** Accounts, once for all rounds. */
export async function register(cluster: Cluster, seed: number): Promise<Person[]> {
  const people: Person[] = []
  for (const [i, name] of names.entries()) {
    const random = createRandom(seed * 1000 + i)
    const input = { username: name, name, password: 'zebra crossing at dawn', cookie: false }
    const document = `mutation($input: RegisterInput!) { register(input: $input) {
      ... on RegisterSuccess { data { token viewer { user { id } } } } } }`
    const { register } = await ask<{ register: { data: { token: string; viewer: { user: { id: string } } } } }>(
      cluster.doors[0] ?? '',
      { document, variables: { input } },
    )
    const { token, viewer } = register.data
    people.push({ name, userId: localId(viewer.user.id), token, doors: cluster.doors, random })
  }
  return people
}

/** Two new rooms, people who talk and follow, the plan's faults one after the other; then peace, and the check. */
export async function playRound(cluster: Cluster, people: readonly Person[], round: Round): Promise<Result> {
  const started = performance.now()
  const random = createRandom(round.seed)
  const cast = people.map((person, i) => ({ ...person, random: createRandom(round.seed * 1000 + i) }))
  const [ana, guest] = [castOf(cast, 'ana'), castOf(cast, 'dan')]
  const places = [await openRoom(ana, cast, 'PUBLIC'), await openRoom(ana, cast, 'PRIVATE')]
  const log: Log = { sent: [], counts: {} }
  const sockets: Client[] = cast.map(openSocket)
  const followers = cast.flatMap((person, i) =>
    places.map((place) => new Follower(person, sockets[i] as Client, place.id)),
  )
  let isOver = false
  const writing = cast
    .slice(0, 5)
    .map((who) => keepWriting(who, { places, log, paceMs: round.paceMs, isOver: () => isOver }))
  const written = Promise.all(writing)
  written.catch(() => undefined)

  async function strike(name: string, node: ChatNode): Promise<void> {
    const ms = round.holdMs(name, random.next())
    const field: Field = { cluster, node, places, guest, followers, random, until, hold: () => delay(ms) }
    const begun = performance.now()
    await faults[name]?.(field)
    round.say(`  ${name} (${node.name}): ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  }

  /** Every node is ready, and takes a message. */
  async function recover(): Promise<void> {
    for (const node of cluster.nodes) {
      if (!node.isAlive()) throw new Error(`${node.name} died by itself; its log is in ${cluster.folder}`)
      await until(`${node.name} is ready`, () => isReady(node.url))
      for (const place of places) await send({ who: { ...ana, doors: [node.url] }, place, log })
    }
  }

  try {
    await until('all are live', () => followers.every(({ position }) => position >= 0))
    for (const names of round.plan) {
      const nodes = random.shuffled(cluster.nodes)
      const struck = names.map((name, i) => strike(name, nodes[i % nodes.length] as ChatNode))
      // A writer who met a bug ends the round at once.
      await Promise.race([Promise.all(struck), written])
      await recover()
    }
    isOver = true
    await written
    const rooms = await Promise.all(places.map((place) => readTruth(cluster, place.id, ana)))
    const behind = () =>
      followers.filter(({ following, position }) =>
        rooms.some(
          (it) => it.room === following.room && it.members.includes(following.userId) && position < it.lastSeq,
        ),
      )
    // Who never arrives is for the check to tell.
    await until('all have everything', () => behind().length === 0).catch((error: Error) => round.say(error.message))
    await Promise.all(followers.map((follower) => follower.stop()))
    const history = { sent: log.sent, followings: followers.map(({ following }) => following), rooms }
    return { wrong: check(history), history, counts: log.counts, seconds: (performance.now() - started) / 1000 }
  } finally {
    isOver = true
    await Promise.allSettled([written, ...followers.map((follower) => follower.stop())])
    for (const socket of sockets) await socket.dispose()
  }
}

function castOf(cast: readonly Person[], name: string): Person {
  const found = cast.find((person) => person.name === name)
  if (!found) throw new Error(`${name} is not there`)
  return found
}

async function openRoom(owner: Person, cast: readonly Person[], kind: Place['kind']): Promise<Place> {
  const userIds = cast.filter((person) => person !== owner).map(globalUser)
  const input = { kind, name: `${kind} ${randomUUID().slice(0, 8)}`, clientId: randomUUID(), userIds }
  const { data, __typename } = await act(owner, 'createRoom', { input })
  if (!data) throw new Error(`no room: ${__typename}`)
  return { id: data.id, kind, owner, known: [] }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url.replace('/graphql', '/readyz'), { signal: AbortSignal.timeout(5_000) })).ok
  } catch {
    return false
  }
}
