import { useState } from 'react'
import { formatDayName } from '../../lib/clock.ts'

export function DayDivider({ day }: { day: string }) {
  const [now] = useState(() => new Date())
  return (
    <div className="flex items-center gap-3 px-4 pt-5 pb-1.5 md:px-5">
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
      <h2 className="text-xs font-semibold text-ink-muted">
        <time dateTime={day}>{formatDayName(day, now)}</time>
      </h2>
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
    </div>
  )
}

/** Where the reader was when they came. */
export function UnreadDivider() {
  return (
    <div className="flex items-center gap-2 px-4 pt-2 pb-1 text-danger-ink md:px-5">
      <span aria-hidden="true" className="h-px flex-1 bg-danger/55" />
      <span className="text-xs font-bold">New</span>
    </div>
  )
}
