/**
 * A generator that ends at once when its reader leaves. A plain async generator that waits for its next value only hears
 * of it when that value comes; this one hears by the signal.
 */
export function endable<T>(make: (signal: AbortSignal) => AsyncGenerator<T, void, undefined>): AsyncGenerator<T, void> {
  const leaving = new AbortController()
  const inner = make(leaving.signal)
  return {
    next: () => inner.next(),
    return(value) {
      leaving.abort()
      return inner.return(value)
    },
    throw(error) {
      leaving.abort()
      return inner.throw(error)
    },
    async [Symbol.asyncDispose]() {
      leaving.abort()
      await inner.return()
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
