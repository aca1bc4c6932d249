import { Scale } from 'lucide-react'
import { countOf } from '../format.ts'

type RebalanceProgressProps = { progress: { total: number; done: number; movesPerMinute: number } }

/** How far the moving of rooms has come. */
export function RebalanceProgress({ progress: { total, done, movesPerMinute } }: RebalanceProgressProps) {
  const minutes = Math.max(1, Math.ceil((total - done) / movesPerMinute))
  return (
    <section aria-label="Rebalancing" className="mb-5 rounded-l border border-line p-3.5">
      <p className="mb-2 flex flex-wrap items-center gap-x-2 text-sm">
        <Scale aria-hidden="true" className="size-4 text-accent-ink" />
        <span className="font-semibold">Rebalancing</span>
        <span className="text-ink-muted tabular-nums">
          {done} of {countOf(total, 'room')} moved, about {countOf(minutes, 'minute')} to go
        </span>
      </p>
      <div
        role="progressbar"
        aria-label="Rooms moved"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        className="h-1.5 overflow-hidden rounded-full bg-pressed"
      >
        <div
          className="h-full rounded-full bg-accent transition-[width] duration-500"
          style={{ width: `${total === 0 ? 100 : (done / total) * 100}%` }}
        />
      </div>
    </section>
  )
}
