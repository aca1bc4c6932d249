import { randomUUID } from 'node:crypto'
import type { RowDataPacket } from 'mysql2'
import type { Pool } from 'mysql2/promise'
import { sendMessage } from '../documents.ts'
import { tooBusy } from '../lab/cpu.ts'
import type { Lab } from '../lab/lab.ts'
import { type Load, runLoad } from '../lab/load.ts'
import type { Server } from '../lab/server.ts'
import { startParley, startPeer } from '../lab/servers.ts'
import { demandSuccess } from '../peers/graphql.ts'
import { globalId, insertPeople, insertStockPeople, makePeople, type Person } from '../seed/people.ts'
import { insertRooms, insertStockRooms } from '../seed/rooms.ts'
import { median, round } from '../stats/summary.ts'
import { GraphqlSocket } from '../wire/graphql-socket.ts'
import { HttpConnection } from '../wire/http.ts'
import type { Bench, Findings } from './bench.ts'

const transports = ['socket', 'HTTP'] as const
const spreads = ['one room', '200 rooms'] as const
type Transport = (typeof transports)[number]
type Spread = (typeof spreads)[number]
const manyRooms = 200
const sockets = 16

/** A dozen sends of a round decide what the p99 of one at a time is: it takes more rounds. */
const plans = {
  full: { inFlights: [1, 16, 128], rounds: 5, roundsAlone: 11, seconds: 2 },
  quick: { inFlights: [1, 128], rounds: 1, roundsAlone: 1, seconds: 0.3 },
}

type Peer = { name: string; server: Server; pool: Pool }
type Case = { peer: Peer; transport: Transport; spread: Spread; inFlight: number; loads: Load[] }
type World = { people: Person[]; roomIds: string[]; peers: Peer[]; databasePid: number | undefined }

export const send: Bench = {
  name: 'send',
  title: 'Durable, acknowledged sends through the GraphQL API',
  async run(lab, { isQuick, say }) {
    const { inFlights, rounds, roundsAlone, seconds } = isQuick ? plans.quick : plans.full
    await using world = await startPeers(lab)
    const cases: Case[] = inFlights.flatMap((inFlight) =>
      spreads.flatMap((spread) =>
        transports.flatMap((transport) =>
          world.peers.map((peer) => ({ peer, transport, spread, inFlight, loads: [] })),
        ),
      ),
    )
    let acknowledged = 0
    for (let number = 0; number <= roundsAlone; number++) {
      say(number === 0 ? 'warming up' : `round ${number} of ${roundsAlone}`)
      for (const one of cases) {
        if (number > rounds && one.inFlight > 1) continue
        const load = await measure(world, one, number === 0 ? seconds / 3 : seconds)
        acknowledged += load.count
        if (number > 0) one.loads.push(load)
      }
    }
    await checkStored(world.peers, acknowledged)
    return findings(cases)
  },
}

async function startPeers(lab: Lab): Promise<World & AsyncDisposable> {
  await using starting = new AsyncDisposableStack()
  const people = makePeople(50)
  const ours = await lab.database('send')
  const parley = starting.use(await startParley(lab, ours.url))
  await insertPeople(ours.pool, people)
  const roomIds = await insertRooms(ours.pool, people, manyRooms)
  const theirs = await lab.database('send_stock')
  const stock = starting.use(await startPeer(lab, 'stock', { DATABASE_URL: theirs.url }))
  await insertStockPeople(theirs.pool, people)
  await insertStockRooms(theirs.pool, people, roomIds)
  const peers = [
    { name: 'Parley', server: parley, pool: ours.pool },
    { name: 'stock', server: stock, pool: theirs.pool },
  ]
  const running = starting.move()
  return { people, roomIds, peers, databasePid: lab.mysqlPid, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

async function measure(world: World, { peer, transport, spread, inFlight }: Case, seconds: number): Promise<Load> {
  const { pid, port } = peer.server
  const tokenOf = (lane: number) => world.people[lane % world.people.length]?.token ?? ''
  const count = transport === 'socket' ? Math.min(inFlight, sockets) : inFlight
  const lines = await Promise.all(
    Array.from({ length: count }, async (_, lane) =>
      transport === 'socket'
        ? GraphqlSocket.open({ port, token: tokenOf(lane) })
        : new HttpConnection(port, tokenOf(lane)),
    ),
  )
  let sent = 0
  try {
    return await runLoad({
      pid,
      databasePid: world.databasePid,
      inFlight,
      seconds,
      async ask(lane) {
        const room = spread === 'one room' ? 0 : sent++ % world.roomIds.length
        const roomId = globalId('Room', world.roomIds[room] ?? '')
        const input = {
          roomId,
          clientId: randomUUID(),
          text: 'The quick brown fox jumps over the lazy dog, and again.',
        }
        const operation = { operationName: 'SendMessage', query: sendMessage, variables: { input } }
        demandSuccess(await lines[lane % count]?.ask(operation))
      },
    })
  } finally {
    for (const line of lines) line.cut()
  }
}

/** What was acknowledged is there, all of it and nothing else. */
async function checkStored(peers: readonly Peer[], acknowledged: number): Promise<void> {
  let stored = 0
  for (const { pool } of peers) {
    const [[row]] = await pool.query<RowDataPacket[]>('SELECT COUNT(*) AS count FROM message')
    stored += Number(row?.count)
  }
  if (stored !== acknowledged) throw new Error(`${acknowledged} messages were acknowledged and ${stored} are stored.`)
}

function findings(cases: Case[]): Findings {
  const figures = cases.map(({ peer, transport, spread, inFlight, loads }) => {
    const middle = (key: keyof Load) => median(loads.map((load) => load[key]))
    return {
      peer: peer.name,
      transport,
      spread,
      inFlight,
      acks: middle('perSecond'),
      p50: middle('p50'),
      p99: middle('p99'),
      cpu: middle('cpu'),
      database: middle('database'),
      busy: middle('busy'),
    }
  })
  type Figure = (typeof figures)[number]
  const find = (like: Partial<Figure>) =>
    figures.find((figure) => Object.entries(like).every(([key, value]) => figure[key as keyof Figure] === value))
  const compare = (key: 'acks' | 'p99', at: Partial<Figure>) =>
    round(
      (find({ peer: 'Parley', ...at })?.[key] ?? Number.NaN) / (find({ peer: 'stock', ...at })?.[key] ?? Number.NaN),
    )
  const detail = (key: 'acks' | 'p99') =>
    Object.fromEntries(
      transports.map((transport) => [
        transport,
        Object.fromEntries(
          spreads.map((spread) => [
            spread,
            Object.fromEntries(inFlights.map((inFlight) => [inFlight, compare(key, { transport, spread, inFlight })])),
          ]),
        ),
      ]),
    )
  const inFlights = [...new Set(cases.map(({ inFlight }) => inFlight))]
  const transport = fasterForBoth(figures)
  // Of one room and many the worse for Parley: the promise holds for both.
  const acks = (inFlight: number) =>
    Math.min(...spreads.map((spread) => compare('acks', { transport, spread, inFlight })))
  const p99 = (inFlight: number) =>
    Math.max(...spreads.map((spread) => compare('p99', { transport, spread, inFlight })))
  return {
    ratios: {
      acknowledgedVsStock: Object.fromEntries(inFlights.map((inFlight) => [inFlight, acks(inFlight)])),
      p99VsStock: { 1: p99(1) },
      by: { acknowledged: detail('acks'), p99: detail('p99') },
    },
    rows: figures.map((it) => ({
      server: it.peer,
      over: it.transport,
      into: it.spread,
      'in flight': it.inFlight,
      'acknowledged/s': Math.round(it.acks),
      'p50 ms': round(it.p50),
      'p99 ms': round(it.p99),
      'CPU µs/send': Math.round(it.cpu),
      'MySQL’s CPU µs/send': Math.round(it.database),
    })),
    warnings: figures
      .filter(({ busy }) => busy >= tooBusy)
      .map(
        (it) =>
          `The load generator was at its limit with ${it.peer}, ${it.transport}, ${it.spread}, ${it.inFlight} in flight.`,
      ),
    notes: [
      `The ratios are those over ${transport}, which is the faster for both or for most, and the worse of one room and ${manyRooms}.`,
      'MySQL syncs its log and its binary log at every commit. Every acknowledged message was found in the database, and no other.',
    ],
  }
}

/** The transport over which more is acknowledged, counted over all pairs of figures. */
function fasterForBoth(
  figures: readonly { peer: string; transport: Transport; spread: Spread; inFlight: number; acks: number }[],
): Transport {
  const votes = figures
    .filter(({ transport }) => transport === 'socket')
    .map((it) => {
      const other = figures.find(
        (o) => o.transport === 'HTTP' && o.peer === it.peer && o.spread === it.spread && o.inFlight === it.inFlight,
      )
      return it.acks >= (other?.acks ?? 0) ? 1 : -1
    })
  return votes.reduce<number>((sum, vote) => sum + vote, 0) >= 0 ? 'socket' : 'HTTP'
}
