import type { Unsubscribe } from './broker.ts'

type Listener<M> = (message: M) => void

type Topic<M> = { readonly listeners: Set<Listener<M>>; readonly live: Promise<Unsubscribe> }

/** Turns any number of listeners per topic into one underlying subscription, closed after the last has gone. */
export class Topics<M> {
  readonly #topics = new Map<string, Topic<M>>()
  readonly #open: (topic: string, listener: Listener<M>) => Promise<Unsubscribe>
  readonly #onError: (error: unknown) => void

  constructor(open: (topic: string, listener: Listener<M>) => Promise<Unsubscribe>, onError: (error: unknown) => void) {
    this.#open = open
    this.#onError = onError
  }

  async subscribe(name: string, listener: Listener<M>): Promise<Unsubscribe> {
    const topic = this.#topics.get(name) ?? this.#start(name)
    // A wrapper of its own, so that one function subscribed twice is two listeners.
    const mine: Listener<M> = (message) => listener(message)
    topic.listeners.add(mine)
    try {
      await topic.live
    } catch (error) {
      this.#leave(name, topic, mine)
      throw error
    }
    return () => this.#leave(name, topic, mine)
  }

  clear(): void {
    for (const [name, topic] of this.#topics) {
      for (const listener of topic.listeners) this.#leave(name, topic, listener)
    }
  }

  #start(name: string): Topic<M> {
    const listeners = new Set<Listener<M>>()
    const live = this.#open(name, (message) => {
      for (const listener of listeners) {
        try {
          listener(message)
        } catch (error) {
          this.#onError(error)
        }
      }
    })
    const topic = { listeners, live }
    this.#topics.set(name, topic)
    return topic
  }

  #leave(name: string, topic: Topic<M>, listener: Listener<M>): void {
    if (!topic.listeners.delete(listener) || topic.listeners.size > 0) return
    if (this.#topics.get(name) === topic) this.#topics.delete(name)
    // A subscription that never came to life has told its error to those who waited for it.
    topic.live.then(
      (close) => close(),
      () => undefined,
    )
  }
}
