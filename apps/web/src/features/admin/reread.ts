import { useEffect, useEffectEvent } from 'react'
import { createStore } from '../../lib/store.ts'

/** Grows whenever something may have been missed, so that what is on the screen has to be read anew. */
const times = createStore(0)

export function rereadAll(): void {
  times.set(times.get() + 1)
}

/** Reads again after each `rereadAll`. */
export function useReread(read: () => void): void {
  const again = useEffectEvent(read)
  useEffect(() => times.subscribe(() => again()), [])
}
