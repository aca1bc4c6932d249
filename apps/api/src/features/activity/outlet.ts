/** A queue between who tells and one who pulls. When the reader falls far behind, they are told to start afresh. */
export class Outlet<T> implements AsyncIterable<T> {
  readonly #afresh: T
  readonly #signal: AbortSignal
  #waiting: T[] = []
  #wake = () => undefined as void

  constructor(afresh: T, signal: AbortSignal) {
    this.#afresh = afresh
    this.#signal = signal
    signal.addEventListener('abort', () => this.#wake(), { once: true })
  }

  push(value: T): void {
    if (this.#waiting.length >= 1000) this.#waiting = [this.#afresh]
    this.#waiting.push(value)
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    while (!this.#signal.aborted) {
      const next = this.#waiting.shift()
      if (next) yield next
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
