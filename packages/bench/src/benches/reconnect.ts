import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { followAsSpa, followMineAsSpa, sendMessage } from '../documents.ts'
import { cpuOf, tooBusy, watchMyself } from '../lab/cpu.ts'
import type { Server } from '../lab/server.ts'
import { startParley } from '../lab/servers.ts'
import { countStatements, countStatementsAnew } from '../lab/statements.ts'
import { untilQuiet } from '../lab/quiet.ts'
import { Following } from '../peers/following.ts'
import { demandSuccess } from '../peers/graphql.ts'
import { globalId, insertPeople, makePeople, type Person } from '../seed/people.ts'
import { insertRooms } from '../seed/rooms.ts'
import { round } from '../stats/summary.ts'
import { HttpConnection } from '../wire/http.ts'
import type { Bench, Row } from './bench.ts'

const plans = {
  full: { sockets: 2000, people: 500, rooms: 40, missed: 5 },
  quick: { sockets: 40, people: 20, rooms: 4, missed: 2 },
}
/** How long each waits before it comes back, in ms: as the web app does (`retryDelay`), and as graphql-ws's own client does the first time. */
const waits = { 'half a second': [80, 500], 'three seconds': [300, 3000] } as const
type Plan = typeof plans.full
type World = { people: Person[]; roomIds: string[]; plan: Plan; say(progress: string): void }
type Within = keyof typeof waits
const atOnce = 250

export const reconnect: Bench = {
  name: 'reconnect',
  title: 'Everybody dropped at once and back with their cursors',
  async run(lab, { isQuick, say }) {
    const plan = isQuick ? plans.quick : plans.full
    await using running = new AsyncDisposableStack()
    const { url, pool } = await lab.database('reconnect')
    const home = running.use(await startParley(lab, url))
    const people = makePeople(plan.people)
    await insertPeople(pool, people)
    const roomIds = (await insertRooms(pool, people, plan.rooms)).map((id) => globalId('Room', id))
    const world = { people, roomIds, plan, say }
    const counter = { anew: () => countStatementsAnew(pool), count: () => countStatements(pool) }

    const rows: Row[] = []
    const warnings: string[] = []
    const worstReadsPerRoom: Partial<Record<Within, number>> = {}
    for (const within of Object.keys(waits) as Within[]) {
      for (const where of ['the same node', 'another node']) {
        // One that has followed none of the rooms yet.
        await using other = where === 'another node' ? await startParley(lab, url) : null
        const found = await storm(world, { from: home, to: other ?? home, within, counter })
        const reads = found.byShape
          .filter(({ shape }) => /^\(*(SELECT|WITH)\b/.test(shape))
          .reduce((sum, { count }) => sum + count, 0)
        rows.push({
          'back at': where,
          within,
          sockets: plan.sockets,
          rooms: plan.rooms,
          'seconds until all have everything': round(found.seconds),
          'CPU µs/socket': Math.round(found.cpu / plan.sockets),
          'SQL statements': found.total,
          'of them reads': reads,
          'reads/room': round(reads / plan.rooms),
        })
        worstReadsPerRoom[within] = Math.max(worstReadsPerRoom[within] ?? 0, round(reads / plan.rooms))
        if (found.busy >= tooBusy) warnings.push(`The load generator was at its limit with ${where}.`)
        for (const { shape, count } of found.byShape.slice(0, 6)) say(`${count} × ${shape.slice(0, 150)}`)
      }
    }
    return {
      ratios: { worstReadsPerRoom },
      rows,
      warnings,
      notes: [
        `${plan.sockets} sockets of ${plan.people} people, each with the web app’s subscriptions to a room and to what concerns its person. ${plan.missed} messages came in each room meanwhile; everybody got each of them exactly once. They come back within half a second, as web apps do, or within three, as other clients of graphql-ws do; the time includes that. All statements of all nodes are counted, also those by the clock.`,
      ],
    }
  },
}

type Counter = { anew(): Promise<void>; count(): ReturnType<typeof countStatements> }

async function storm(
  { people, roomIds, plan, say }: World,
  { from, to, within, counter }: { from: Server; to: Server; within: Within; counter: Counter },
) {
  say('everybody comes')
  const everybody = Array.from({ length: plan.sockets }, (_, index) => {
    const token = people[index % people.length]?.token ?? ''
    return new Following({
      token,
      roomId: roomIds[index % roomIds.length] ?? '',
      document: followAsSpa,
      mine: followMineAsSpa,
    })
  })
  await all(everybody, (one) => one.come(from.port))
  await untilQuiet(from.pid)
  for (const one of roomIds) await post(from, people, one)
  await Promise.all(everybody.map((one) => one.has(1)))
  say('everybody goes')
  for (const one of everybody) one.go()
  for (let number = 0; number < plan.missed; number++) {
    await Promise.all(roomIds.map((roomId) => post(from, people, roomId)))
  }
  await untilQuiet(from.pid)
  say('everybody comes back')
  await counter.anew()
  const [before, startedAt, myself] = [cpuOf(to.pid), performance.now(), watchMyself()]
  await Promise.all(everybody.map((one) => comeBack(one, to.port, waits[within])))
  await Promise.all(everybody.map((one) => one.has(plan.missed)))
  const [seconds, cpu, busy] = [(performance.now() - startedAt) / 1000, cpuOf(to.pid) - before, myself.busy()]
  const statements = await counter.count()
  for (const one of everybody) one.go()
  return { seconds, cpu, busy, ...statements }
}

/** After a moment of its own choice, however many others there are. */
async function comeBack(one: Following, port: number, [shortest, longest]: readonly [number, number]): Promise<void> {
  await setTimeout(shortest + Math.random() * (longest - shortest))
  await one.come(port)
}

async function post(server: Server, people: readonly Person[], roomId: string): Promise<void> {
  const line = new HttpConnection(server.port, people[0]?.token)
  const input = { roomId, clientId: randomUUID(), text: 'Is anybody there?' }
  demandSuccess(await line.ask({ operationName: 'SendMessage', query: sendMessage, variables: { input } }))
  line.cut()
}

/** Does something for each, so many at a time. */
async function all<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const keepActing = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await act(item)
  }
  await Promise.all(Array.from({ length: atOnce }, keepActing))
}
