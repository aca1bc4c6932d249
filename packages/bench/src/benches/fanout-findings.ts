import { tooBusy } from '../lab/cpu.ts'
import { median, round } from '../stats/summary.ts'
import type { Findings } from './bench.ts'

export const inFlights = [1, 8]

/** The servers that are compared by name. */
export const servers = {
  parley: 'Parley',
  raw: 'raw ws',
  /** The same server, told as many messages a second as Parley: who is told more sleeps less, and finds its memory warmer. */
  rawAtPace: 'raw ws, at Parley’s pace',
  stock: 'stock',
}

/** One server, one size, one number of messages in flight, one round. */
export type Round = { perSecond: number; cpu: number; p50: number; p99: number; messages: number; busy: number }
export type Case = { peer: string; subscribers: number; inFlight: number; bytes: number; rounds: Round[] }

export function findings(cases: Case[], referenceSize: number): Findings {
  const sizes = [...new Set(cases.map(({ subscribers }) => subscribers))]
  const ratiosAt = (subscribers: number) => ({
    cpuPerDeliveryVsRaw: ratios(cases, subscribers, [servers.parley, servers.raw]),
    stockVsParley: ratios(cases, subscribers, [servers.stock, servers.parley]),
    cpuPerDeliveryVsRawAtPace: ratios(cases, subscribers, [servers.parley, servers.rawAtPace]),
  })
  const busiest = cases.filter(({ rounds }) => median(rounds.map(({ busy }) => busy)) >= tooBusy)
  return {
    ratios: { ...ratiosAt(referenceSize), bySubscribers: Object.fromEntries(sizes.map((n) => [n, ratiosAt(n)])) },
    rows: cases.map(rowOf),
    warnings: busiest.map(
      ({ peer, subscribers, inFlight }) =>
        `The load generator was at its limit with ${peer}, ${subscribers} subscribers, ${inFlight} in flight: more deliveries a second may be possible.`,
    ),
    notes: [
      `The ratios are those of ${referenceSize} subscribers: each the median of the rounds’ ratios. Every subscriber got every message exactly once, or the run would have failed.`,
      'Parley’s figure includes authorisation and the durable write of each message; the others store nothing.',
      `‘${servers.rawAtPace}’ says as many messages a second as Parley did in the same round: a server that is told the next thing at once never sleeps, and that alone makes its writes cheaper.`,
    ],
  }
}

/** How many times as much CPU a delivery takes here as there, by how many messages are in flight. */
function ratios(cases: Case[], subscribers: number, [over, under]: [string, string]): Record<string, number> {
  const roundsOf = (peer: string, inFlight: number) =>
    cases.find((it) => it.peer === peer && it.subscribers === subscribers && it.inFlight === inFlight)?.rounds ?? []
  const ratio = (inFlight: number) => {
    const others = roundsOf(under, inFlight)
    // What disturbs the machine for longer than a round disturbs both sides of it.
    return round(median(roundsOf(over, inFlight).map(({ cpu }, index) => cpu / (others[index]?.cpu ?? Number.NaN))))
  }
  return Object.fromEntries(inFlights.map((inFlight) => [inFlight, ratio(inFlight)]))
}

function rowOf({ peer, subscribers, inFlight, bytes, rounds }: Case) {
  const middle = (key: keyof Round) => median(rounds.map((one) => one[key]))
  return {
    server: peer,
    subscribers,
    'in flight': inFlight,
    bytes,
    'deliveries/s': Math.round(middle('perSecond')),
    'CPU µs/delivery': round(middle('cpu')),
    'p50 ms': round(middle('p50')),
    'p99 ms': round(middle('p99')),
  }
}
