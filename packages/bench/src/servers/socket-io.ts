import { once } from 'node:events'
import { createServer } from 'node:http'
import { createAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import { Server } from 'socket.io'

// Socket.IO as its documentation has it: a room, and the Redis adapter so that there could be several servers.

const publisher = new Redis(String(process.env.REDIS_URL))
const subscriber = publisher.duplicate()
const http = createServer((_request, response) => response.end('ok'))
const io = new Server(http, { transports: ['websocket'], adapter: createAdapter(publisher, subscriber) })

io.on('connection', (socket) => {
  socket.on('join', async (room: string) => socket.join(room))
  socket.on('say', (text: string) => io.to('room').emit('message', text))
})

process.on('SIGTERM', () => process.exit(0))
http.listen(Number(process.env.PORT), '127.0.0.1')
await once(http, 'listening')
