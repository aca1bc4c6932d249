import type { Crowd } from '../crowd.ts'
import type { StreamEvent } from './log.ts'
import type { Subscriber } from './subscriber.ts'

/** The subscribers of a feed that have everything: crowds, and those who are by themselves. */
export class Live<E extends StreamEvent> {
  readonly alone = new Set<Subscriber<E>>()
  readonly #crowds = new Map<Crowd<E, unknown>, number>()

  get crowds(): Iterable<Crowd<E, unknown>> {
    return this.#crowds.keys()
  }

  add(subscriber: Subscriber<E>): void {
    const { together } = subscriber
    subscriber.isLive = true
    if (!together) return void this.alone.add(subscriber)
    this.#crowds.set(together.crowd, (this.#crowds.get(together.crowd) ?? 0) + 1)
    together.crowd.add(together.as)
  }

  delete(subscriber: Subscriber<E>): void {
    if (!subscriber.isLive) return
    const { together } = subscriber
    subscriber.isLive = false
    if (!together) return void this.alone.delete(subscriber)
    const left = (this.#crowds.get(together.crowd) ?? 1) - 1
    if (left > 0) this.#crowds.set(together.crowd, left)
    else this.#crowds.delete(together.crowd)
    together.crowd.delete(together.as)
  }
}
