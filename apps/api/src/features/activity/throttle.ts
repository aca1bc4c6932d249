/** Lets the first value of a key through at once, and then the newest one, at most once in `ms`. */
export function createThrottle<T>(ms: number, emit: (value: T) => void) {
  const waiting = new Map<string, { timer: NodeJS.Timeout; newest: T | null }>()

  function pace(key: string, value: T): void {
    const entry = waiting.get(key)
    if (entry) {
      entry.newest = value
      return
    }
    waiting.set(key, { timer: setTimeout(() => due(key), ms).unref(), newest: null })
    emit(value)
  }

  function due(key: string): void {
    const newest = waiting.get(key)?.newest ?? null
    waiting.delete(key)
    if (newest !== null) pace(key, newest)
  }

  return Object.assign(pace, {
    stop() {
      for (const { timer } of waiting.values()) clearTimeout(timer)
      waiting.clear()
    },
  })
}
