import { cx } from '../lib/cx.ts'

/** A grey shape where something will be. Give it its size by class names. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx('block animate-shimmer rounded-s bg-pressed', className)} />
}

/** `rows` lines with an avatar each, as in a list of people. */
export function SkeletonList({ rows = 6, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <output aria-label={label} className="flex flex-col gap-4 p-1">
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="flex items-center gap-3">
          <Skeleton className="size-9 rounded-m" />
          <span className="flex flex-1 flex-col gap-1.5">
            <Skeleton className={cx('h-3', ['w-1/3', 'w-2/5', 'w-1/4'][row % 3])} />
            <Skeleton className={cx('h-2.5', ['w-3/5', 'w-1/2', 'w-2/3'][row % 3])} />
          </span>
        </span>
      ))}
    </output>
  )
}
