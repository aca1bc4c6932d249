import { cx } from '../../lib/cx.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'

const widths = ['w-2/5', 'w-3/5', 'w-1/3', 'w-1/2', 'w-3/4', 'w-2/5', 'w-1/2']

/** A room that is being opened. */
export function TimelineSkeleton() {
  return (
    <output aria-label="Loading messages" className="flex min-h-0 flex-1 flex-col justify-end overflow-hidden pb-4">
      {widths.map((width, index) => (
        <SkeletonMessage key={index} width={width} hasSecondLine={index % 3 === 1} />
      ))}
    </output>
  )
}

/** Older or newer messages that are on their way, of a height that stays the same. */
export function LoadingRows() {
  return (
    <output aria-label="Loading more messages" className="block">
      <SkeletonMessage width="w-1/2" hasSecondLine={false} />
      <SkeletonMessage width="w-2/5" hasSecondLine={false} />
    </output>
  )
}

function SkeletonMessage({ width, hasSecondLine }: { width: string; hasSecondLine: boolean }) {
  return (
    <span className="flex gap-3 px-4 py-2.5 md:px-5">
      <Skeleton className="size-9 shrink-0 rounded-m" />
      <span className="flex flex-1 flex-col gap-2 pt-0.5">
        <Skeleton className="h-3 w-28" />
        <Skeleton className={cx('h-3', width)} />
        {hasSecondLine && <Skeleton className="h-3 w-1/4" />}
      </span>
    </span>
  )
}
