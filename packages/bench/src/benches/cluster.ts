import { startCluster } from '../lab/cluster.ts'
import { tooBusy } from '../lab/cpu.ts'
import { globalId, insertPeople, makePeople } from '../seed/people.ts'
import { insertRooms } from '../seed/rooms.ts'
import { round } from '../stats/summary.ts'
import { HttpConnection } from '../wire/http.ts'
import type { Bench, Row } from './bench.ts'
import { type Phase, type Place, type Plan, runPhase, type World } from './cluster-phase.ts'

/** `seconds`: with feeds at the home, and at any node. */
const plans = {
  full: { nodes: 3, sockets: 3000, rooms: 100, people: 300, perSecond: 100, seconds: [300, 120] },
  quick: { nodes: 2, sockets: 40, rooms: 4, people: 10, perSecond: 20, seconds: [2, 2] },
} satisfies Record<string, Plan>
const placements = {
  'at the home': (place: Place) => place.feedPath,
  'at any node': () => '/graphql',
}

export const cluster: Bench = {
  name: 'cluster',
  title: 'A cluster under load, with and without placement',
  async run(lab, { isQuick, say }) {
    const plan = isQuick ? plans.quick : plans.full
    await using running = new AsyncDisposableStack()
    const { url, pool } = await lab.database('cluster')
    const nodes = running.use(await startCluster(lab, url, plan.nodes))
    const people = makePeople(plan.people)
    await insertPeople(pool, people)
    const roomIds = (await insertRooms(pool, people, plan.rooms)).map((id) => globalId('Room', id))
    const world: World = { lab, cluster: nodes, people, plan, say }
    const places = await placed(world, roomIds)

    const rows: Row[] = []
    const warnings: string[] = []
    const found: Phase[] = []
    for (const [index, [where, pathOf]] of Object.entries(placements).entries()) {
      const phase = await runPhase(world, places, { where, pathOf, seconds: plan.seconds[index] ?? 0 })
      found.push(phase)
      rows.push(...rowsOf(where, phase))
      if (phase.busy >= tooBusy) warnings.push(`The load generator was at its limit with feeds ${where}.`)
    }
    const [home, any] = found as [Phase, Phase]
    const compare = (of: (phase: Phase) => number) => round(of(any) / of(home))
    return {
      ratios: {
        anyVsHome: {
          nodesCpuPerMessage: compare((phase) => cpuOfNodes(phase)),
          redisCpuPerMessage: compare(({ used }) => used.Redis?.cpu ?? Number.NaN),
          redisBytesOutPerMessage: compare(({ redisBytes }) => redisBytes),
          p50: compare(({ p50 }) => p50),
          p99: compare(({ p99 }) => p99),
        },
      },
      rows,
      warnings,
      notes: [
        `${plan.nodes} nodes behind Nginx, ${plan.sockets} sockets that follow ${plan.rooms} rooms with the SPA’s document, ${plan.perSecond} sends a second through \`/graphql\`, for ${plan.seconds.join(' and ')} s. Every follower got every message exactly once and in order, or the run would have failed.`,
        'Latency is from the send to the delivery at each follower. CPU is that of one core, per message sent.',
      ],
    }
  },
}

/** The rooms and where their feeds are; waits until the leader has placed all. */
async function placed({ cluster: { port }, people, plan }: World, roomIds: string[]): Promise<Place[]> {
  const line = new HttpConnection(port, people[0]?.token)
  const query = 'query ($id: ID!) { room(id: $id) { id feedPath } }'
  const ask = async (id: string) => {
    const { data } = (await line.ask({ query, variables: { id } })) as { data: { room: Place } }
    return data.room
  }
  const deadline = Date.now() + 60_000
  for (;;) {
    const places: Place[] = []
    for (const id of roomIds) places.push(await ask(id))
    const homes = new Set(places.map(({ feedPath }) => feedPath))
    if (homes.size === plan.nodes && !homes.has('/graphql')) return places
    if (Date.now() > deadline) throw new Error(`The rooms are not spread over the nodes: ${[...homes].join(' ')}`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

function cpuOfNodes({ used }: Phase): number {
  return Object.entries(used).reduce((sum, [name, { cpu }]) => sum + (name.startsWith('node-') ? cpu : 0), 0)
}

function rowsOf(where: string, phase: Phase): Row[] {
  return Object.entries(phase.used).map(([name, { cpu, memory }], index) => ({
    feeds: where,
    process: name,
    'CPU µs/message': round(cpu),
    '% of a core': round((cpu * phase.messages) / phase.elapsed / 10),
    'memory MB': Math.round(memory / 2 ** 20),
    ...(index === 0 && {
      'deliveries/s': Math.round(phase.perSecond),
      'p50 ms': round(phase.p50),
      'p99 ms': round(phase.p99),
      'Redis bytes/message': Math.round(phase.redisBytes),
    }),
  }))
}
