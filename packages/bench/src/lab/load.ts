import { Histogram } from '../stats/histogram.ts'
import { cpuOf, watchMyself } from './cpu.ts'

export type Load = {
  /** Requests answered. */
  count: number
  perSecond: number
  /** Microseconds of the server's CPU per request, and of the database's: NaN where there is no account of it. */
  cpu: number
  database: number
  /** Milliseconds. */
  p50: number
  p99: number
  /** How busy the load generator was, 0 to 1 of its core. */
  busy: number
}

export type LoadOptions = {
  /** The server's process, and the database's. */
  pid: number
  databasePid: number | undefined
  /** How many requests are under way at any time. */
  inFlight: number
  seconds: number
  /** One request, by lane; resolves when it's answered well, rejects when not. */
  ask(lane: number): Promise<void>
}

/** Keeps so many requests in flight: each answer is followed by the next request. */
export async function runLoad({ pid, databasePid, inFlight, seconds, ask }: LoadOptions): Promise<Load> {
  const latency = new Histogram()
  const used = () => ({ server: cpuOf(pid), database: databasePid ? cpuOf(databasePid) : Number.NaN })
  const [before, startedAt, myself] = [used(), performance.now(), watchMyself()]
  const deadline = startedAt + seconds * 1000
  const keepAsking = async (lane: number) => {
    let now = performance.now()
    do {
      const askedAt = now
      await ask(lane)
      now = performance.now()
      latency.add(now - askedAt)
    } while (now < deadline)
  }
  await Promise.all(Array.from({ length: inFlight }, (_, lane) => keepAsking(lane)))
  const [elapsed, after, busy] = [performance.now() - startedAt, used(), myself.busy()]
  const { count } = latency
  return {
    count,
    perSecond: (count / elapsed) * 1000,
    cpu: (after.server - before.server) / count,
    database: (after.database - before.database) / count,
    p50: latency.quantile(0.5),
    p99: latency.quantile(0.99),
    busy,
  }
}
