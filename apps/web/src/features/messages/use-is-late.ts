import { useEffect, useState } from 'react'

const patience = 700

/** Whether it was begun so long ago that one should say so; what is quick needs no sign. */
export function useIsLate(since: number): boolean {
  const [isLate, setIsLate] = useState(() => Date.now() - since > patience)
  useEffect(() => {
    if (isLate) return undefined
    const timer = setTimeout(() => setIsLate(true), Math.max(0, since + patience - Date.now()))
    return () => clearTimeout(timer)
  }, [since, isLate])
  return isLate
}
