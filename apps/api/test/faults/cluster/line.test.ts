import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createServer as createHttpServer } from 'node:http'
import { expect, test, vi } from 'vitest'
import { openLine } from './line.ts'

/** A server that says everything back, and a client at the other end of a line to it. */
async function echoing() {
  const server = createServer((socket) => void socket.pipe(socket).on('error', () => socket.destroy()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const line = await openLine((server.address() as AddressInfo).port)
  const dial = () => {
    const socket = connect(line.port, '127.0.0.1').on('error', () => undefined)
    let heard = ''
    socket.on('data', (chunk) => void (heard += String(chunk)))
    return { socket, heard: () => heard, closed: once(socket, 'close') }
  }
  return {
    line,
    dial,
    async [Symbol.asyncDispose]() {
      await line[Symbol.asyncDispose]()
      server.close()
    },
  }
}

const say = (socket: Socket, text: string) => void socket.write(text)

test('a line passes everything on, late and in order when it is slow', async () => {
  await using end = await echoing()
  const { socket, heard } = end.dial()
  end.line.delay(40)
  for (const letter of 'abc') say(socket, letter)
  end.line.delay(5)
  for (const letter of 'def') say(socket, letter)
  await vi.waitFor(() => expect(heard()).toBe('abcdef'))
})

test('a stalled line holds everything back and loses nothing', async () => {
  await using end = await echoing()
  const { socket, heard } = end.dial()
  say(socket, 'one ')
  await vi.waitFor(() => expect(heard()).toBe('one '))
  end.line.stall()
  say(socket, 'two')
  const other = end.dial()
  say(other.socket, 'three')
  await once(other.socket, 'connect')
  expect(heard() + other.heard()).toBe('one ')
  end.line.mend()
  await vi.waitFor(() => expect([heard(), other.heard()]).toEqual(['one two', 'three']))
})

test('a cut line breaks what is open and takes nothing until it is mended', async () => {
  await using end = await echoing()
  const first = end.dial()
  await once(first.socket, 'connect')
  end.line.cut()
  await first.closed
  await end.dial().closed
  end.line.mend()
  const { socket, heard } = end.dial()
  say(socket, 'again')
  await vi.waitFor(() => expect(heard()).toBe('again'))
})

test('an answer is lost after its request was passed on', async () => {
  const asked: string[] = []
  const server = createHttpServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => void (body += String(chunk)))
    request.on('end', () => {
      asked.push(body)
      response.end('done')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  await using line = await openLine((server.address() as AddressInfo).port)
  const post = async (body: string) => (await fetch(`http://127.0.0.1:${line.port}`, { method: 'POST', body })).text()
  line.loseAnswers(1, 'sendMessage')
  expect(await post('a query')).toBe('done')
  await expect(post('sendMessage 1')).rejects.toThrow()
  expect(line.lost()).toBe(1)
  expect(await post('sendMessage 1')).toBe('done')
  expect(asked).toEqual(['a query', 'sendMessage 1', 'sendMessage 1'])
  server.close()
})
