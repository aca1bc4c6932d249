import { cpuOf, tooBusy, watchMyself } from '../lab/cpu.ts'
import { untilQuiet } from '../lab/quiet.ts'
import type { FanoutPeer, Follower } from '../peers/peer.ts'
import { median, round } from '../stats/summary.ts'
import { eachPeer } from './all-peers.ts'
import type { Bench } from './bench.ts'

const plans = { full: { sockets: 2000, rounds: 5 }, quick: { sockets: 50, rounds: 1 } }
const atOnce = 50

type Round = { perSecond: number; cpu: number; busy: number }

export const connect: Bench = {
  name: 'connect',
  title: 'Connecting and following a room',
  async run(lab, { isQuick, say }) {
    const { sockets, rounds } = isQuick ? plans.quick : plans.full
    const figures: (Round & { name: string })[] = []
    for (const start of eachPeer(lab, 'connect')) {
      await using peer = await start()
      const found: Round[] = []
      for (let number = 0; number <= rounds; number++) {
        say(`${peer.name}: ${number === 0 ? 'warming up' : `round ${number} of ${rounds}`}`)
        const one = await measure(peer, sockets)
        if (number > 0) found.push(one)
      }
      const middle = (key: keyof Round) => median(found.map((one) => one[key]))
      figures.push({ name: peer.name, perSecond: middle('perSecond'), cpu: middle('cpu'), busy: middle('busy') })
    }
    const cpu = (name: string) => figures.find((it) => it.name === name)?.cpu ?? Number.NaN
    return {
      ratios: {
        cpuPerConnectVsRaw: round(cpu('Parley') / cpu('raw ws')),
        cpuPerConnectVsStock: round(cpu('Parley') / cpu('stock')),
      },
      rows: figures.map((it) => ({
        server: it.name,
        'connections/s': Math.round(it.perSecond),
        'CPU µs/connection': Math.round(it.cpu),
      })),
      warnings: figures
        .filter(({ busy }) => busy >= tooBusy)
        .map(({ name }) => `The load generator was at its limit with ${name}.`),
      notes: [
        `${sockets} sockets, ${atOnce} at a time: handshake, connection_init and following one room. Parley reads the session and the right to the room from MySQL; the others let anybody in.`,
      ],
    }
  },
}

async function measure(peer: FanoutPeer, sockets: number): Promise<Round> {
  await untilQuiet(peer.pid)
  const [before, startedAt, myself] = [cpuOf(peer.pid), performance.now(), watchMyself()]
  const followers: Follower[] = []
  let next = 0
  const keepConnecting = async () => {
    while (next < sockets) followers.push(await peer.follow(next++, () => undefined))
  }
  await Promise.all(Array.from({ length: atOnce }, keepConnecting))
  const elapsed = performance.now() - startedAt
  const busy = myself.busy()
  await untilQuiet(peer.pid)
  const cpu = cpuOf(peer.pid) - before
  for (const follower of followers) follower.cut()
  return { perSecond: (sockets / elapsed) * 1000, cpu: cpu / sockets, busy }
}
