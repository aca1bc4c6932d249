import { formatFull } from '../../lib/clock.ts'
import { useServerNow } from './clock.ts'
import { formatElapsed } from './format.ts'

/** "3 s ago", by the server's clock, ticking; the moment itself is in its title. */
export function Ago({ at, className }: { at: string; className?: string }) {
  const now = useServerNow()
  return (
    <time dateTime={at} title={formatFull(at)} className={className}>
      {formatElapsed(at, now)}
    </time>
  )
}
