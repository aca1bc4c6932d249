import { setTimeout as sleep } from 'node:timers/promises'
import { followAsSpa, followMessages } from '../documents.ts'
import { cpuOf, watchMyself } from '../lab/cpu.ts'
import type { Lab } from '../lab/lab.ts'
import { startParley, startPeer } from '../lab/servers.ts'
import { Crowd } from '../peers/crowd.ts'
import { graphqlPeer } from '../peers/graphql.ts'
import type { FanoutPeer } from '../peers/peer.ts'
import { rawPeer } from '../peers/raw.ts'
import { socketIoPeer } from '../peers/socket-io.ts'
import { globalId, insertPeople, makePeople } from '../seed/people.ts'
import { insertRooms } from '../seed/rooms.ts'
import type { Bench, Settings } from './bench.ts'
import { type Case, findings, inFlights, type Round, servers } from './fanout-findings.ts'

/** The size that the ratios are taken at: the one of DESIGN's table. */
const reference = { full: 500, quick: 20 }

type Plan = { sizes: number[]; rounds: number; seconds: number; warmUp: number }
const plans = {
  full: { sizes: [100, 500, 2000], rounds: 7, seconds: 1.5, warmUp: 3000 },
  quick: { sizes: [reference.quick], rounds: 1, seconds: 0.25, warmUp: 8 },
} satisfies Record<string, Plan>

export const fanout: Bench = {
  name: 'fanout',
  title: 'One room, many subscribers',
  async run(lab, settings) {
    const plan = settings.isQuick ? plans.quick : plans.full
    await using peers = await startPeers(lab)
    for (const peer of peers.all) await warmUp(peer, plan, settings)
    const cases: Case[] = []
    for (const subscribers of plan.sizes) cases.push(...(await measureSize(peers.all, { subscribers, plan, settings })))
    return findings(cases, settings.isQuick ? reference.quick : reference.full)
  },
}

async function startPeers(lab: Lab) {
  await using starting = new AsyncDisposableStack()
  const { url, pool } = await lab.database('fanout')
  const parley = starting.use(await startParley(lab, url))
  const people = makePeople(100)
  await insertPeople(pool, people)
  const [small = '', spa = ''] = (await insertRooms(pool, people, 2)).map((id) => globalId('Room', id))
  const tokens = people.map(({ token }) => token)
  const stock = starting.use(await startPeer(lab, 'stock'))
  const common = { tokens, roomId: small, document: followMessages }
  const ours = { ...common, name: servers.parley, server: parley }
  const oursAsSpa = { ...ours, name: 'Parley, the SPA’s document', roomId: spa, document: followAsSpa }
  const graphql = [
    await graphqlPeer(ours),
    await graphqlPeer(oursAsSpa),
    await graphqlPeer({ ...common, name: servers.stock, server: stock }),
  ]
  const payloadBytes = await frameBytes(graphql)
  const all: FanoutPeer[] = [
    await rawPeer(lab, payloadBytes),
    await rawPeer(lab, payloadBytes, 'send'),
    await socketIoPeer(lab, payloadBytes),
    ...graphql,
  ]
  for (const peer of all) starting.use(peer)
  const running = starting.move()
  return { all, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

/** How long Parley's frame is: the others deliver as much. */
async function frameBytes([parley]: FanoutPeer[]): Promise<number> {
  if (!parley) throw new Error('There is nothing to measure.')
  using crowd = await Crowd.gather(parley, 1)
  return crowd.bytesPerFrame
}

/** What runs for a while runs faster: its code is compiled. Servers don't stay as they were when they started. */
async function warmUp(peer: FanoutPeer, { warmUp: messages }: Plan, settings: Settings): Promise<void> {
  settings.say(`${peer.name} warms up with ${messages} messages`)
  using crowd = await Crowd.gather(peer, 1)
  const keepSaying = async () => {
    while (crowd.said < messages) await crowd.say()
  }
  await Promise.all(Array.from({ length: 8 }, keepSaying))
}

type Size = { subscribers: number; plan: Plan; settings: Settings }

/** All servers' crowds are connected at once and take turns, so that what disturbs the machine disturbs all alike. */
async function measureSize(peers: FanoutPeer[], { subscribers, plan, settings }: Size): Promise<Case[]> {
  using crowds = new DisposableStack()
  const cases: { crowd: Crowd; found: Case }[] = []
  for (const peer of peers) {
    settings.say(`${subscribers} subscribers connect to ${peer.name}`)
    const crowd = crowds.use(await Crowd.gather(peer, subscribers))
    const names = peer.name === servers.raw ? [servers.raw, servers.rawAtPace] : [peer.name]
    for (const inFlight of inFlights) {
      await measureRound(crowd, { inFlight, seconds: plan.seconds / 2, perSecond: 0 })
      const about = { subscribers, inFlight, bytes: crowd.bytesPerFrame }
      for (const name of names) cases.push({ crowd, found: { ...about, peer: name, rounds: [] } })
    }
  }
  // Parley's turn comes first, since it sets the pace for one of the others.
  const turns = cases.toSorted(
    (a, b) => Number(b.found.peer === servers.parley) - Number(a.found.peer === servers.parley),
  )
  for (let round = 1; round <= plan.rounds; round++) {
    settings.say(`${subscribers} subscribers, round ${round} of ${plan.rounds}`)
    const paces = new Map<number, number>()
    for (const { crowd, found } of turns) {
      const { inFlight, peer } = found
      const perSecond = peer === servers.rawAtPace ? (paces.get(inFlight) ?? 0) : 0
      const measured = await measureRound(crowd, { inFlight, seconds: plan.seconds, perSecond })
      if (peer === servers.parley) paces.set(inFlight, measured.perSecond / subscribers)
      found.rounds.push(measured)
    }
  }
  return cases.map(({ found }) => found)
}

type Load = {
  inFlight: number
  seconds: number
  /** Messages a second at most; 0 for as many as the server can. */
  perSecond: number
}

async function measureRound(crowd: Crowd, { inFlight, seconds, perSecond }: Load): Promise<Round> {
  crowd.startAnew()
  const [first, cpuBefore, startedAt, myself] = [crowd.said, cpuOf(crowd.peer.pid), performance.now(), watchMyself()]
  const deadline = startedAt + seconds * 1000
  const restMs = perSecond > 0 ? (inFlight * 1000) / perSecond : 0
  const keepSaying = async () => {
    for (let due = startedAt + restMs; performance.now() < deadline; due += restMs) {
      await crowd.say()
      const early = due - performance.now()
      if (early > 0) await sleep(early)
    }
  }
  const stuck = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => stuck.reject(new Error(`${crowd.peer.name}: ${crowd.missingSince(first)} deliveries never came.`)),
    seconds * 1000 + 30_000,
  )
  await Promise.race([Promise.all(Array.from({ length: inFlight }, keepSaying)), stuck.promise])
  clearTimeout(timer)
  const [elapsed, cpu] = [performance.now() - startedAt, cpuOf(crowd.peer.pid) - cpuBefore]
  const busy = myself.busy()
  // What comes twice comes soon.
  await sleep(30)
  if (crowd.duplicates > 0) throw new Error(`${crowd.peer.name}: ${crowd.duplicates} deliveries came twice.`)
  const messages = crowd.said - first
  const deliveries = messages * crowd.size
  const { latency } = crowd
  return {
    messages,
    perSecond: (deliveries / elapsed) * 1000,
    cpu: cpu / deliveries,
    p50: latency.quantile(0.5),
    p99: latency.quantile(0.99),
    busy,
  }
}
