import { followAsSpa, followMessages } from '../documents.ts'
import { cpuOf, tooBusy, watchMyself } from '../lab/cpu.ts'
import type { Lab } from '../lab/lab.ts'
import { startParley, startPeer } from '../lab/servers.ts'
import { Crowd } from '../peers/crowd.ts'
import { graphqlPeer } from '../peers/graphql.ts'
import type { FanoutPeer } from '../peers/peer.ts'
import { rawPeer } from '../peers/raw.ts'
import { socketIoPeer } from '../peers/socket-io.ts'
import { globalId, insertPeople, makePeople } from '../seed/people.ts'
import { insertRooms } from '../seed/rooms.ts'
import { median, round } from '../stats/summary.ts'
import type { Bench, Findings, Settings } from './bench.ts'

const inFlights = [1, 8]
/** The size that the ratios are taken at: the one of DESIGN's table. */
const reference = { full: 500, quick: 20 }

type Plan = { sizes: number[]; rounds: number; seconds: number }
const plans = {
  full: { sizes: [100, 500, 2000], rounds: 5, seconds: 2 },
  quick: { sizes: [reference.quick], rounds: 1, seconds: 0.25 },
} satisfies Record<string, Plan>

/** One server, one size, one number of messages in flight, one round. */
type Round = { perSecond: number; cpu: number; p50: number; p99: number; messages: number; busy: number }
type Case = { peer: string; subscribers: number; inFlight: number; bytes: number; rounds: Round[] }

export const fanout: Bench = {
  name: 'fanout',
  title: 'One room, many subscribers',
  async run(lab, settings) {
    const plan = settings.isQuick ? plans.quick : plans.full
    await using peers = await startPeers(lab)
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
  const nothing = async () => undefined
  const common = { tokens, dispose: nothing }
  const ours = { ...common, name: 'Parley', server: parley, roomId: small, document: followMessages }
  const oursAsSpa = { ...ours, name: 'Parley, the SPA’s document', roomId: spa, document: followAsSpa }
  const graphql = [
    await graphqlPeer(ours),
    await graphqlPeer(oursAsSpa),
    await graphqlPeer({ ...common, name: 'stock', server: stock, roomId: small, document: followMessages }),
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

type Size = { subscribers: number; plan: Plan; settings: Settings }

/** All servers' crowds are connected at once and take turns, so that what disturbs the machine disturbs all alike. */
async function measureSize(peers: FanoutPeer[], { subscribers, plan, settings }: Size): Promise<Case[]> {
  using crowds = new DisposableStack()
  const cases: { crowd: Crowd; found: Case }[] = []
  for (const peer of peers) {
    settings.say(`${subscribers} subscribers connect to ${peer.name}`)
    const crowd = crowds.use(await Crowd.gather(peer, subscribers))
    for (const inFlight of inFlights) {
      const found = { peer: peer.name, subscribers, inFlight, bytes: crowd.bytesPerFrame, rounds: [] }
      await measureRound(crowd, inFlight, plan.seconds / 2)
      cases.push({ crowd, found })
    }
  }
  for (let round = 1; round <= plan.rounds; round++) {
    settings.say(`${subscribers} subscribers, round ${round} of ${plan.rounds}`)
    for (const { crowd, found } of cases) found.rounds.push(await measureRound(crowd, found.inFlight, plan.seconds))
  }
  return cases.map(({ found }) => found)
}

async function measureRound(crowd: Crowd, inFlight: number, seconds: number): Promise<Round> {
  crowd.startAnew()
  const [first, cpuBefore, startedAt, myself] = [crowd.said, cpuOf(crowd.peer.pid), performance.now(), watchMyself()]
  const deadline = startedAt + seconds * 1000
  const keepSaying = async () => {
    do await crowd.say()
    while (performance.now() < deadline)
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
  await new Promise((resolve) => setTimeout(resolve, 30))
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

function findings(cases: Case[], referenceSize: number): Findings {
  const rows = cases.map(({ peer, subscribers, inFlight, bytes, rounds }) => {
    const middle = (key: keyof Round) => median(rounds.map((round) => round[key]))
    return {
      server: peer,
      subscribers,
      'in flight': inFlight,
      bytes: bytes,
      'deliveries/s': Math.round(middle('perSecond')),
      'CPU µs/delivery': round(middle('cpu')),
      'p50 ms': round(middle('p50')),
      'p99 ms': round(middle('p99')),
    }
  })
  const cpu = (server: string, subscribers: number, inFlight: number) =>
    rows.find((row) => row.server === server && row.subscribers === subscribers && row['in flight'] === inFlight)?.[
      'CPU µs/delivery'
    ] ?? Number.NaN
  const compare = (over: string, under: string, subscribers: number) =>
    Object.fromEntries(inFlights.map((k) => [k, round(cpu(over, subscribers, k) / cpu(under, subscribers, k))]))
  const ratiosAt = (subscribers: number) => ({
    cpuPerDeliveryVsRaw: compare('Parley', 'raw ws', subscribers),
    stockVsParley: compare('stock', 'Parley', subscribers),
  })
  const sizes = [...new Set(cases.map(({ subscribers }) => subscribers))]
  const busiest = cases.filter(({ rounds }) => median(rounds.map(({ busy }) => busy)) >= tooBusy)
  return {
    ratios: { ...ratiosAt(referenceSize), bySubscribers: Object.fromEntries(sizes.map((n) => [n, ratiosAt(n)])) },
    rows,
    warnings: busiest.map(
      ({ peer, subscribers, inFlight }) =>
        `The load generator was at its limit with ${peer}, ${subscribers} subscribers, ${inFlight} in flight: more deliveries a second may be possible.`,
    ),
    notes: [
      `The ratios are those of ${referenceSize} subscribers. Every subscriber got every message exactly once, or the run would have failed.`,
      'Parley’s figure includes authorisation and the durable write of each message; the others store nothing.',
    ],
  }
}
