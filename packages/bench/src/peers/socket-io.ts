import type { Lab } from '../lab/lab.ts'
import { startPeer } from '../lab/servers.ts'
import type { OnFrame } from '../wire/frames.ts'
import { WireSocket } from '../wire/socket.ts'
import type { FanoutPeer } from './peer.ts'

// Socket.IO's protocol, as far as it is needed: `0…` opens, `40` enters the main namespace, `42[…]` is an event, `2` a ping.
const path = '/socket.io/?EIO=4&transport=websocket'
const [open, ping] = [0x30, 0x32]

/** Socket.IO with its Redis adapter; the frame is as long as everybody's. */
export async function socketIoPeer(lab: Lab, payloadBytes: number): Promise<FanoutPeer> {
  const server = await startPeer(lab, 'socket-io')
  const { pid, port } = server
  const sender = await connect(port, () => undefined)
  const envelope = '42["message",""]'.length
  return {
    name: 'Socket.IO + Redis',
    pid,
    async follow(_index, onFrame) {
      const socket = await connect(port, onFrame)
      socket.send('42["join","room"]')
      return socket
    },
    say: async (text) => sender.send(`42["say","${text.padEnd(payloadBytes - envelope, '.')}"]`),
    async [Symbol.asyncDispose]() {
      sender.cut()
      await server[Symbol.asyncDispose]()
    },
  }
}

async function connect(port: number, onFrame: OnFrame): Promise<WireSocket> {
  const entered = Promise.withResolvers<void>()
  let socket: WireSocket | null = null
  let isIn = false
  socket = await WireSocket.open({
    port,
    path,
    onFrame(opcode, buffer, place) {
      const kind = buffer[place.start]
      if (kind === ping) return socket?.send('3')
      if (isIn) return onFrame(opcode, buffer, place)
      if (kind === open) return setImmediate(() => socket?.send('40'))
      isIn = true
      return entered.resolve()
    },
  })
  await entered.promise
  return socket
}
