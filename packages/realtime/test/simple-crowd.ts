import type { Crowd } from '../src/crowd.ts'

type Take<T> = (items: readonly T[]) => void

/** A crowd that hands what it is given to each of its members at once. */
export class SimpleCrowd<T> implements Crowd<T, Take<T>> {
  readonly #members = new Set<Take<T>>()
  given = 0

  add(member: Take<T>): void {
    if (this.#members.has(member)) throw new Error('It is in the crowd already.')
    this.#members.add(member)
  }

  delete(member: Take<T>): void {
    this.#members.delete(member)
  }

  next(items: readonly T[]): void {
    this.given++
    for (const take of this.#members) take(items)
  }
}
