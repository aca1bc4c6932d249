import { formatFull } from '../../lib/clock.ts'
import { useNow } from './clock.ts'
import { formatElapsed } from './format.ts'

/** "3 s ago", ticking; the moment itself is in its title. */
export function Ago({ at, className }: { at: string; className?: string }) {
  const now = useNow()
  return (
    <time dateTime={at} title={formatFull(at)} className={className}>
      {formatElapsed(at, now)}
    </time>
  )
}
