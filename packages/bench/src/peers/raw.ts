import type { Lab } from '../lab/lab.ts'
import { startPeer } from '../lab/servers.ts'
import { WireSocket } from '../wire/socket.ts'
import type { FanoutPeer } from './peer.ts'

/** `ws` and nothing else: one prebuilt frame of so many bytes, written to each; or, for comparison, `send` called for each. */
export async function rawPeer(lab: Lab, payloadBytes: number, by: 'frame' | 'send' = 'frame'): Promise<FanoutPeer> {
  const server = await startPeer(lab, 'raw', { PAYLOAD_BYTES: String(payloadBytes), BY: by })
  const { pid, port } = server
  const sender = await WireSocket.open({ port, path: '/sender', onFrame: () => undefined })
  return {
    name: by === 'frame' ? 'raw ws' : 'ws, send() to each',
    pid,
    follow: (_index, onFrame) => WireSocket.open({ port, path: '/', onFrame }),
    say: async (text) => sender.send(text),
    async [Symbol.asyncDispose]() {
      sender.cut()
      await server[Symbol.asyncDispose]()
    },
  }
}
