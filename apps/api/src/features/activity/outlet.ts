/** A queue between who tells and one who listens. When the listener falls far behind, it is told to start afresh. */
export class Outlet<T extends { type: string }> implements AsyncIterable<T> {
  readonly #signal: AbortSignal | undefined
  #waiting: T[] = []
  #hasEnded = false
  #wake = () => undefined as void

  constructor(signal?: AbortSignal) {
    this.#signal = signal
    signal?.addEventListener('abort', () => this.end(), { once: true })
  }

  push(value: T): void {
    // A thousand waiting events say no more than that everything must be read again.
    if (this.#waiting.length >= 1000) this.#waiting = [{ type: 'Ready' } as T]
    this.#waiting.push(value)
    this.#wake()
  }

  end(): void {
    this.#hasEnded = true
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    while (!this.#hasEnded && !this.#signal?.aborted) {
      const next = this.#waiting.shift()
      if (next) yield next
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
