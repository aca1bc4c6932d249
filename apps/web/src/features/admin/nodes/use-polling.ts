import { useEffect, useEffectEvent } from 'react'

/** Reads every so many milliseconds what no event tells about, while somebody looks. */
export function usePolling(milliseconds: number, read: () => void): void {
  const onTick = useEffectEvent(read)
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && onTick(), milliseconds)
    return () => clearInterval(timer)
  }, [milliseconds])
}
