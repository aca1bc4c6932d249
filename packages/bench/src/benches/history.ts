import { readMessages } from '../documents.ts'
import { tooBusy } from '../lab/cpu.ts'
import { type Load, runLoad } from '../lab/load.ts'
import { startParley } from '../lab/servers.ts'
import { insertHistory } from '../seed/history.ts'
import { globalId, insertPeople, makePeople } from '../seed/people.ts'
import { insertRooms } from '../seed/rooms.ts'
import { median, round } from '../stats/summary.ts'
import { HttpConnection } from '../wire/http.ts'
import type { Bench, Findings } from './bench.ts'

const pageSize = 50
const plans = {
  full: { sizes: [1000, 1_000_000], rounds: 5, seconds: 2 },
  quick: { sizes: [400, 4000], rounds: 1, seconds: 0.3 },
}

const kinds = ['last 50', 'a page in the middle', 'around a message'] as const
type Kind = (typeof kinds)[number]
type Measure = 'p50' | 'p99' | 'cpu' | 'database'
type Place = { size: number; roomId: string; firstSeq: number; lastSeq: number; cursors: string[] }
type Case = { kind: Kind; place: Place; loads: Load[] }
type Page = { data?: { room?: { messages: { edges: { cursor: string }[] } } } }

export const history: Bench = {
  name: 'history',
  title: 'Reading the history of a room, small and large',
  async run(lab, { isQuick, say }) {
    const { sizes, rounds, seconds } = isQuick ? plans.quick : plans.full
    await using running = new AsyncDisposableStack()
    const { url, pool } = await lab.database('history')
    const server = running.use(await startParley(lab, url))
    const people = makePeople(20)
    await insertPeople(pool, people)
    const rooms = await insertRooms(pool, people, sizes.length)
    const line = new HttpConnection(server.port, people[0]?.token)
    running.defer(() => line.cut())

    const ask = async (variables: Record<string, unknown>): Promise<Page> => {
      const page = (await line.ask({ operationName: 'RoomPage', query: readMessages, variables })) as Page
      const count = page.data?.room?.messages.edges.length
      if (count !== pageSize) throw new Error(`Not a page of ${pageSize}: ${JSON.stringify(page).slice(0, 500)}`)
      return page
    }
    const cases: Case[] = []
    for (const [index, size] of sizes.entries()) {
      say(`making a room of ${size.toLocaleString('en')} messages`)
      const room = rooms[index] ?? ''
      const place = {
        size,
        roomId: globalId('Room', room),
        ...(await insertHistory(pool, room, { people, count: size })),
      }
      const cursors: string[] = []
      for (let i = 0; i < 20; i++) {
        const page = await ask({ id: place.roomId, around: messageId(place, room) })
        cursors.push(page.data?.room?.messages.edges.at(-1)?.cursor ?? '')
      }
      for (const kind of kinds) cases.push({ kind, place: { ...place, cursors }, loads: [] })
    }
    for (let number = 0; number <= rounds; number++) {
      say(number === 0 ? 'warming up' : `round ${number} of ${rounds}`)
      for (const { kind, place, loads } of cases) {
        const room = rooms[sizes.indexOf(place.size)] ?? ''
        const load = await runLoad({
          pid: server.pid,
          databasePid: lab.mysqlPid,
          inFlight: 1,
          seconds,
          ask: async () => void (await ask(variablesOf(kind, place, room))),
        })
        if (number > 0) loads.push(load)
      }
    }
    return findings(cases)
  },
}

function variablesOf(kind: Kind, place: Place, room: string): Record<string, unknown> {
  const { roomId: id, cursors } = place
  if (kind === 'last 50') return { id, last: pageSize }
  if (kind === 'around a message') return { id, around: messageId(place, room) }
  return { id, first: pageSize, after: cursors[Math.floor(Math.random() * cursors.length)] }
}

/** Somewhere in the middle half. */
function messageId({ firstSeq, lastSeq }: Pick<Place, 'firstSeq' | 'lastSeq'>, room: string): string {
  const seq = firstSeq + Math.floor((lastSeq - firstSeq) * (0.25 + Math.random() / 2))
  return globalId('Message', `${room}:${seq}`)
}

function findings(cases: Case[]): Findings {
  const figures = cases.map(({ kind, place, loads }) => {
    const middle = (key: keyof Load) => median(loads.map((load) => load[key]))
    return {
      kind,
      size: place.size,
      p50: middle('p50'),
      p99: middle('p99'),
      cpu: middle('cpu'),
      database: middle('database'),
      /** Both together; where there is no account of MySQL's, of what there is. */
      cost: middle('cpu') + (middle('database') || 0),
      busy: middle('busy'),
    }
  })
  const [small, large] = [Math.min(...figures.map((it) => it.size)), Math.max(...figures.map((it) => it.size))]
  const grows = (kind: Kind, key: Measure | 'cost') => {
    const at = (size: number) => figures.find((it) => it.kind === kind && it.size === size)?.[key] ?? Number.NaN
    return round(at(large) / at(small))
  }
  const byKind = (key: Measure) => Object.fromEntries(kinds.map((kind) => [kind, grows(kind, key)]))
  return {
    ratios: {
      worstCostLargeVsSmall: Math.max(...kinds.map((kind) => grows(kind, 'cost'))),
      largeVsSmall: { p50: byKind('p50'), p99: byKind('p99'), cpu: byKind('cpu'), databaseCpu: byKind('database') },
    },
    rows: figures.map((it) => ({
      page: it.kind,
      'messages in the room': it.size,
      'p50 ms': round(it.p50),
      'p99 ms': round(it.p99),
      'CPU µs/request': Math.round(it.cpu),
      'MySQL’s CPU µs/request': Math.round(it.database),
    })),
    warnings: figures
      .filter(({ busy }) => busy >= tooBusy)
      .map((it) => `The load generator was at its limit with ${it.kind} of ${it.size}.`),
    notes: [`One request at a time over HTTP, with the document of the SPA; pages of ${pageSize}.`],
  }
}
