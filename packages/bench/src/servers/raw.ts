import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'

// The floor: what somebody says goes to everybody as one frame that is built once, in one write each. Nothing is checked, nothing kept.
// With BY=send it is what one writes without thinking of it: `socket.send(text)` for each.

const payloadBytes = Number(process.env.PAYLOAD_BYTES)
const server = createServer((_request, response) => response.end('ok'))
const wss = new WebSocketServer({ noServer: true })
const members = new Map<WebSocket, Duplex>()

server.on('upgrade', (request, stream, head) => {
  wss.handleUpgrade(request, stream, head, (socket) => {
    if (request.url === '/sender') return void socket.on('message', (data) => broadcast((data as Buffer).toString()))
    members.set(socket, stream)
    socket.on('close', () => members.delete(socket))
    socket.on('error', () => members.delete(socket))
  })
})

function broadcast(text: string): void {
  const padded = text.padEnd(payloadBytes, '.')
  if (process.env.BY === 'send') {
    for (const socket of members.keys()) if (socket.readyState === WebSocket.OPEN) socket.send(padded)
    return
  }
  const frame = prebuilt(padded)
  for (const [socket, stream] of members) if (socket.readyState === WebSocket.OPEN) stream.write(frame)
}

function prebuilt(text: string): Buffer {
  const payload = Buffer.from(text)
  const header = Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff])
  return Buffer.concat(payload.length < 126 ? [Buffer.from([0x81, payload.length]), payload] : [header, payload])
}

process.on('SIGTERM', () => process.exit(0))
server.listen(Number(process.env.PORT), '127.0.0.1')
await once(server, 'listening')
