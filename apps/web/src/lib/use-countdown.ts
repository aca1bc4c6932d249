import { useEffect, useState } from 'react'

/** Seconds that remain of what `start(seconds)` began; 0 when nothing runs. Right after a sleep of the machine as well. */
export function useCountdown(): { secondsLeft: number; start: (seconds: number) => void } {
  const [endsAt, setEndsAt] = useState(0)
  const [now, setNow] = useState(Date.now)
  const isRunning = endsAt > now

  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [isRunning])

  function start(seconds: number) {
    setNow(Date.now())
    setEndsAt(Date.now() + seconds * 1000)
  }

  return { secondsLeft: isRunning ? Math.ceil((endsAt - now) / 1000) : 0, start }
}

/** "45 s", "3 min". */
export function formatSeconds(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
