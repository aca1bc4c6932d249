import { memoryOf } from '../lab/cpu.ts'
import { untilQuiet } from '../lab/quiet.ts'
import { Crowd } from '../peers/crowd.ts'
import type { FanoutPeer } from '../peers/peer.ts'
import { round } from '../stats/summary.ts'
import { eachPeer } from './all-peers.ts'
import type { Bench } from './bench.ts'

const plans = { full: { sockets: 5000, settleMs: 15_000 }, quick: { sockets: 50, settleMs: 100 } }

export const memory: Bench = {
  name: 'memory',
  title: 'Memory of idle sockets that follow a room',
  async run(lab, { isQuick, say }) {
    const { sockets, settleMs } = isQuick ? plans.quick : plans.full
    const figures: { name: string; before: number; after: number }[] = []
    for (const start of eachPeer(lab, 'memory')) {
      await using peer = await start()
      say(`${sockets} sockets at ${peer.name}`)
      figures.push({ name: peer.name, ...(await measure(peer, sockets, settleMs)) })
    }
    const perSocket = (name: string) => {
      const found = figures.find((it) => it.name === name)
      return found ? (found.after - found.before) / sockets / 1024 : Number.NaN
    }
    return {
      ratios: {
        parleyKbPerSocket: round(perSocket('Parley')),
        vsRaw: round(perSocket('Parley') / perSocket('raw ws')),
        vsStock: round(perSocket('Parley') / perSocket('stock')),
      },
      rows: figures.map(({ name, before, after }) => ({
        server: name,
        'RSS before, MB': Math.round(before / 2 ** 20),
        [`RSS with ${sockets}, MB`]: Math.round(after / 2 ** 20),
        'KB/socket': round(perSocket(name)),
      })),
      warnings: [],
      notes: [
        `Resident memory as the system counts it, ${settleMs / 1000} s after everybody got a first message, less what the server had after a first ${warmUp} sockets came and went.`,
      ],
    }
  },
}

const warmUp = 100

async function measure(peer: FanoutPeer, sockets: number, settleMs: number) {
  {
    using _first = await Crowd.gather(peer, Math.min(warmUp, sockets))
  }
  await untilQuiet(peer.pid)
  const before = memoryOf(peer.pid)
  using _crowd = await Crowd.gather(peer, sockets)
  await new Promise((resolve) => setTimeout(resolve, settleMs))
  return { before, after: memoryOf(peer.pid) }
}
