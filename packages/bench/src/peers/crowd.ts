import { Histogram } from '../stats/histogram.ts'
import type { OnFrame } from '../wire/frames.ts'
import type { FanoutPeer, Follower } from './peer.ts'

const digits = 8
const [tilde, letter, zero] = [0x7e, 0x6d, 0x30]
const markerLength = digits + 3

/** The text of a message, by which it is known again wherever it arrives: `~m00000042~ …`. */
function textOf(number: number): string {
  return `~m${String(number).padStart(digits, '0')}~ all hands, lunch is ready`
}

/** One message on its way: who has it. */
class Sent {
  readonly got: Uint8Array
  left: number
  readonly sentAt = performance.now()
  readonly arrived = Promise.withResolvers<void>()

  constructor(crowd: number) {
    this.got = new Uint8Array(crowd)
    this.left = crowd
  }
}

/** All subscribers of one server. It knows of each message who got it, and how often. */
export class Crowd implements Disposable {
  readonly peer: FanoutPeer
  readonly size: number
  latency = new Histogram()
  duplicates = 0
  bytesPerFrame = 0
  readonly #followers: Follower[] = []
  readonly #messages: Sent[] = []
  /** Where the marker was last: it moves seldom. */
  #offset = 0

  private constructor(peer: FanoutPeer, size: number) {
    this.peer = peer
    this.size = size
  }

  /** Opens all sockets, some at a time, and says things until everybody gets them. */
  static async gather(peer: FanoutPeer, size: number): Promise<Crowd> {
    const crowd = new Crowd(peer, size)
    for (let start = 0; start < size; start += 50) {
      const indexes = Array.from({ length: Math.min(50, size - start) }, (_, index) => start + index)
      crowd.#followers.push(...(await Promise.all(indexes.map((index) => peer.follow(index, crowd.#counter(index))))))
    }
    // A message to many takes a slow server a while; the next one would only make it slower.
    const patienceMs = 1000 + size
    for (let tries = 0; tries < 20; tries++) {
      const late = new Promise<boolean>((resolve) => setTimeout(resolve, patienceMs, false))
      if (await Promise.race([crowd.say().then(() => true), late])) return crowd
    }
    throw new Error(`${peer.name}: not everybody gets what is said.`)
  }

  /** Says one thing. Resolves when everybody has it and the server has acknowledged it. */
  async say(): Promise<void> {
    const message = new Sent(this.size)
    const text = textOf(this.#messages.push(message) - 1)
    await Promise.all([this.peer.say(text), message.arrived.promise])
  }

  /** Forgets latencies and what was said before. */
  startAnew(): void {
    this.latency = new Histogram()
    this.duplicates = 0
  }

  /** How many deliveries of the messages from this number on are missing. */
  missingSince(first: number): number {
    return this.#messages.slice(first).reduce((sum, message) => sum + message.left, 0)
  }

  get said(): number {
    return this.#messages.length
  }

  [Symbol.dispose](): void {
    for (const follower of this.#followers) follower.cut()
  }

  #counter(index: number): OnFrame {
    return (_opcode, buffer, { start, end }) => {
      const message = this.#messages[this.#numberIn(buffer, start, end)]
      if (!message) return
      if (message.got[index]) {
        this.duplicates++
        return
      }
      message.got[index] = 1
      this.bytesPerFrame = end - start
      this.latency.add(performance.now() - message.sentAt)
      if (--message.left === 0) message.arrived.resolve()
    }
  }

  /** The number of the message in a frame; -1 when there is none. */
  #numberIn(buffer: Buffer, start: number, end: number): number {
    let at = start + this.#offset
    if (!isMarker(buffer, at)) {
      at = buffer.indexOf('~m', start, 'latin1')
      if (at < 0 || at + markerLength > end || !isMarker(buffer, at)) return -1
      this.#offset = at - start
    }
    let number = 0
    for (let place = at + 2; place < at + 2 + digits; place++) number = number * 10 + (buffer[place] ?? zero) - zero
    return number
  }
}

function isMarker(buffer: Buffer, at: number): boolean {
  return buffer[at] === tilde && buffer[at + 1] === letter && buffer[at + markerLength - 1] === tilde
}
