import type { Writable } from 'node:stream'
import type { WebSocket } from 'ws'
import { nextFrames, nextMessages } from './frame.ts'
import { isPlainTcp, writeThrough } from './write-through.ts'

/** Results on their way to one operation, which can leave before they do. */
type Entry = { readonly owner: Owner; readonly results: Results }
type Owner = { readonly id: string; readonly hasLeft: boolean }

/** The results of one batch, serialised once for a whole group; as frames they are kept for the next with the same id. */
export class Results {
  readonly payloads: readonly Buffer[]
  readonly bytes: number
  #id: string | undefined
  #frames: Buffer = Buffer.alloc(0)

  constructor(payloads: readonly Buffer[]) {
    this.payloads = payloads
    this.bytes = payloads.reduce((sum, payload) => sum + payload.length, 0)
  }

  framesFor(id: string): Buffer {
    if (id !== this.#id) {
      this.#frames = nextFrames(id, this.payloads)
      this.#id = id
    }
    return this.#frames
  }
}

export type OutboxPolicy = {
  /** Bytes that may wait for a socket before it's closed as too slow. */
  readonly maxQueuedBytes: number
  /** Bytes that one tick may bring to a socket. */
  readonly maxTickBytes: number
  /** How a socket that's too slow is closed, and how long it may take to answer, in ms. */
  readonly slow: { readonly code: number; readonly reason: string; readonly graceMs: number }
}

/** Collects what one tick brings to its sockets; when all that was ready is there, each socket gets it in one write. */
export class Outboxes {
  readonly #policy: OutboxPolicy
  readonly counts: { slowSockets: number; delivered: number }
  readonly #boxes = new WeakMap<WebSocket, Outbox>()
  #due: Outbox[] = []
  /** Sockets in a row mostly get the same frames; they need joining only once. */
  #joined: { frames: readonly Buffer[]; all: Buffer } = { frames: [], all: Buffer.alloc(0) }

  constructor(policy: OutboxPolicy, counts: { slowSockets: number; delivered: number }) {
    this.#policy = policy
    this.counts = counts
  }

  of(socket: WebSocket, raw: Writable): Outbox {
    const known = this.#boxes.get(socket)
    if (known) return known
    const box = new Outbox({ socket, raw }, this)
    this.#boxes.set(socket, box)
    return box
  }

  schedule(box: Outbox): void {
    // After the promises of this tick: executions of several groups often end in the same one.
    if (this.#due.length === 0) process.nextTick(() => this.#flushAll())
    this.#due.push(box)
  }

  #flushAll(): void {
    const due = this.#due
    this.#due = []
    for (const box of due) box.flush()
  }

  join(frames: readonly Buffer[]): Buffer {
    const last = this.#joined
    if (frames.length === last.frames.length && frames.every((frame, index) => frame === last.frames[index])) {
      return last.all
    }
    this.#joined = { frames, all: Buffer.concat(frames) }
    return this.#joined.all
  }

  /** Closes a socket for which more waits than may, or more comes at once; returns whether it did. */
  closeIfSlow(socket: WebSocket, queuedBytes: number, newBytes: number): boolean {
    const { maxQueuedBytes, maxTickBytes, slow } = this.#policy
    if (queuedBytes <= maxQueuedBytes && newBytes <= maxTickBytes) return false
    socket.close(slow.code, slow.reason)
    // Who doesn't read won't see the close frame either.
    setTimeout(() => socket.terminate(), slow.graceMs).unref()
    this.counts.slowSockets++
    return true
  }
}

/**
 * One socket's way out. Frames go straight to the raw socket, past `ws`. That keeps their order with whatever goes through
 * `ws.send`, because without compression `ws` writes at once too; with compression negotiated, all goes through `ws.send`.
 */
export class Outbox {
  readonly #socket: WebSocket
  readonly #raw: Writable
  readonly #all: Outboxes
  readonly #isOurs: boolean
  readonly #isPlain: boolean
  // Most often a tick brings results for one operation: they are kept without a list.
  #owner: Owner | undefined
  #results: Results | undefined
  #more: Entry[] | undefined

  constructor({ socket, raw }: { readonly socket: WebSocket; readonly raw: Writable }, all: Outboxes) {
    this.#socket = socket
    this.#raw = raw
    this.#all = all
    this.#isOurs = socket.extensions === ''
    this.#isPlain = isPlainTcp(raw)
  }

  push(owner: Owner, results: Results): void {
    this.#all.counts.delivered += results.payloads.length
    if (this.#owner) {
      this.#more ??= []
      this.#more.push({ owner, results })
    } else {
      this.#owner = owner
      this.#results = results
      this.#all.schedule(this)
    }
  }

  /** Writes now what would be written at the end of the tick. */
  flush(): void {
    const [owner, results, more] = [this.#owner, this.#results, this.#more]
    if (!owner || !results) return
    this.#owner = undefined
    this.#results = undefined
    this.#more = undefined
    const socket = this.#socket
    if (socket.readyState !== socket.OPEN) return
    // `bufferedAmount` also counts what `ws` itself still has to compress.
    const queued = this.#isOurs ? this.#raw.writableLength : socket.bufferedAmount
    const brought = more ? more.reduce((sum, entry) => sum + entry.results.bytes, results.bytes) : results.bytes
    if (this.#all.closeIfSlow(socket, queued, brought)) return
    if (more) this.#write([{ owner, results }, ...more])
    else if (!this.#isOurs) this.#write([{ owner, results }])
    else if (!owner.hasLeft) this.#put(results.framesFor(owner.id))
  }

  #write(entries: readonly Entry[]): void {
    const wanted = entries.filter(({ owner }) => !owner.hasLeft)
    if (wanted.length === 0) return
    if (this.#isOurs) {
      this.#put(this.#all.join(wanted.map(({ owner, results }) => results.framesFor(owner.id))))
    } else {
      for (const { owner, results } of wanted) {
        for (const message of nextMessages(owner.id, results.payloads)) this.#socket.send(message, { binary: false })
      }
    }
  }

  #put(frames: Buffer): void {
    if (this.#isPlain) writeThrough(this.#raw, frames)
    else this.#raw.write(frames)
  }
}
