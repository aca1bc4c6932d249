import type { Writable } from 'node:stream'
import type { WebSocket } from 'ws'
import { nextFrames, nextMessages } from './frame.ts'

/** What of a tick leaves together: who wrote it can still take it back. */
type Entry = { readonly owner: Owner; readonly data: Buffer }
type Owner = { readonly hasLeft: boolean }

/** The results of one batch, serialised once for a whole group; as frames they are kept for the next with the same id. */
export class Results {
  readonly payloads: readonly Buffer[]
  #id: string | undefined
  #frames: Buffer = Buffer.alloc(0)

  constructor(payloads: readonly Buffer[]) {
    this.payloads = payloads
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
  /** How a socket that's too slow is closed, and how long it may take to answer, in ms. */
  readonly slow: { readonly code: number; readonly reason: string; readonly graceMs: number }
}

/** Collects what one tick brings to its sockets; at the tick's end each socket gets it in one write. */
export class Outboxes {
  readonly #policy: OutboxPolicy
  readonly counts: { slowSockets: number; delivered: number }
  readonly #boxes = new WeakMap<WebSocket, Outbox>()
  #due: Outbox[] = []
  /** Sockets in a row mostly get the same frames; they need joining only once. */
  #joined: { frames: Buffer[]; all: Buffer } = { frames: [], all: Buffer.alloc(0) }

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
    if (this.#due.length === 0) setImmediate(() => this.#flushAll())
    this.#due.push(box)
  }

  #flushAll(): void {
    const due = this.#due
    this.#due = []
    for (const box of due) box.flush()
  }

  join(frames: Buffer[]): Buffer {
    const last = this.#joined
    if (frames.length === last.frames.length && frames.every((frame, index) => frame === last.frames[index])) {
      return last.all
    }
    this.#joined = { frames, all: Buffer.concat(frames) }
    return this.#joined.all
  }

  /** Returns whether more may be written; if not, the socket is on its way out. */
  mayWrite({ socket, raw }: Target): boolean {
    if (socket.readyState !== socket.OPEN) return false
    const { maxQueuedBytes, slow } = this.#policy
    // `bufferedAmount` also counts what `ws` itself still has to compress.
    if (raw.writableLength <= maxQueuedBytes && (socket.extensions === '' || socket.bufferedAmount <= maxQueuedBytes)) {
      return true
    }
    socket.close(slow.code, slow.reason)
    // Who doesn't read won't see the close frame either.
    setTimeout(() => socket.terminate(), slow.graceMs).unref()
    this.counts.slowSockets++
    return false
  }
}

type Target = { readonly socket: WebSocket; readonly raw: Writable }

/**
 * One socket's way out. Frames go straight to the raw socket, past `ws`. That keeps their order with whatever goes through
 * `ws.send`, because without compression `ws` writes at once too; with compression negotiated, all goes through `ws.send`.
 */
export class Outbox {
  readonly #target: Target
  readonly #all: Outboxes
  readonly #isOurs: boolean
  #entries: Entry[] = []

  constructor(target: Target, all: Outboxes) {
    this.#target = target
    this.#all = all
    this.#isOurs = target.socket.extensions === ''
  }

  push(owner: Owner & { readonly id: string }, results: Results): void {
    this.#all.counts.delivered += results.payloads.length
    if (this.#entries.length === 0) this.#all.schedule(this)
    if (this.#isOurs) this.#entries.push({ owner, data: results.framesFor(owner.id) })
    else for (const data of nextMessages(owner.id, results.payloads)) this.#entries.push({ owner, data })
  }

  /** Writes now what would be written at the end of the tick. */
  flush(): void {
    if (this.#entries.length === 0) return
    const entries = this.#entries
    this.#entries = []
    if (!this.#all.mayWrite(this.#target)) return
    const frames: Buffer[] = []
    for (const { owner, data } of entries) if (!owner.hasLeft) frames.push(data)
    const { socket, raw } = this.#target
    if (!this.#isOurs) for (const message of frames) socket.send(message, { binary: false })
    else if (frames.length === 1) raw.write(frames[0])
    else if (frames.length > 1) raw.write(this.#all.join(frames))
  }
}
