import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A TCP proxy on the way to a port, and everything that happens to networks. */
export type Line = AsyncDisposable & {
  port: number
  /** Breaks what is open, once: who comes back gets through. */
  drop(): void
  /** Breaks what is open and takes nothing new until `mend()`. */
  cut(): void
  /** Holds everything back, in both directions, and breaks nothing, until `mend()`. */
  stall(): void
  /** Everything arrives this much later until `mend()`. */
  delay(ms: number): void
  mend(): void
  /** Passes the next requests with this word in them on, and breaks the connection when the answer comes. */
  loseAnswers(count: number, word: string): void
  /** How many answers were lost so. */
  lost(): number
}

type State = { isCut: boolean; isStalled: boolean; delayMs: number; losing: number; word: string; lost: number }

export async function openLine(port: number): Promise<Line> {
  const state: State = { isCut: false, isStalled: false, delayMs: 0, losing: 0, word: '', lost: 0 }
  const open = new Set<Socket>()

  const server = createServer((near) => {
    near.on('error', () => near.destroy())
    if (state.isCut) return void near.destroy()
    const far = connect(port, '127.0.0.1')
    let isDoomed = false
    const asks = pump({ from: near, to: far, state }, (chunk) => {
      if (state.losing > 0 && chunk.includes(state.word)) isDoomed = true
      return true
    })
    const answers = pump({ from: far, to: near, state }, (chunk) => {
      if (!isDoomed || state.losing === 0 || !chunk.subarray(0, 9).equals(httpAnswer)) return true
      state.losing--
      state.lost++
      near.destroy()
      far.destroy()
      return false
    })
    for (const [socket, other, stop] of [
      [near, far, asks],
      [far, near, answers],
    ] as const) {
      open.add(socket)
      socket.setNoDelay(true)
      if (state.isStalled) socket.pause()
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        stop()
        open.delete(socket)
        other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const drop = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    drop,
    cut() {
      state.isCut = true
      drop()
    },
    stall() {
      state.isStalled = true
      for (const socket of open) socket.pause()
    },
    delay(ms) {
      state.delayMs = ms
    },
    mend() {
      Object.assign(state, { isCut: false, isStalled: false, delayMs: 0, losing: 0 })
      for (const socket of open) socket.resume()
    },
    loseAnswers(count, word) {
      Object.assign(state, { losing: count, word, lost: 0 })
    },
    lost: () => state.lost,
    async [Symbol.asyncDispose]() {
      server.close()
      drop()
    },
  }
}

type Way = { from: Socket; to: Socket; state: State }

const httpAnswer = Buffer.from('HTTP/1.1 ')

/** Passes on what comes, in order, as late as the line's state says. Answers how to stop. */
function pump({ from, to, state }: Way, passes: (chunk: Buffer) => boolean): () => void {
  const late: { due: number; chunk: Buffer }[] = []
  let timer: NodeJS.Timeout | undefined

  function write(chunk: Buffer): void {
    if (to.destroyed || to.write(chunk)) return
    from.pause()
    to.once('drain', () => state.isStalled || from.resume())
  }
  function flush(): void {
    timer = undefined
    while (late[0] && late[0].due <= Date.now()) write(late.shift()?.chunk ?? Buffer.alloc(0))
    if (late[0]) timer = setTimeout(flush, Math.max(1, late[0].due - Date.now()))
  }
  from.on('data', (chunk: Buffer) => {
    if (!passes(chunk)) return
    if (state.delayMs === 0 && late.length === 0) return write(chunk)
    late.push({ due: Math.max(Date.now() + state.delayMs, late.at(-1)?.due ?? 0), chunk })
    timer ??= setTimeout(flush, state.delayMs)
  })
  return () => clearTimeout(timer)
}
