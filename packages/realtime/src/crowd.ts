/** Followers to whom everything looks the same. What is given to the crowd reaches all who are in it, by one call. */
export interface Crowd<T, M> {
  /** From now on the member gets what is given to the crowd, after what it was given by itself before. */
  add(member: M): void
  /** The member gets no more of it but what was given before. Until then it must not be given anything by itself. */
  delete(member: M): void
  /** The next items, in order. They look the same as they did before while `revision` is the same: give the position of the stream. */
  next(items: readonly T[], revision?: unknown): void
}
