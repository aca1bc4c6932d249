import { cx } from '../../../lib/cx.ts'
import { Tooltip } from '../../../ui/Tooltip.tsx'
import { type NodeStatus, statuses } from './status.ts'

const dots = {
  success: 'bg-success',
  warning: 'bg-warning-ink',
  danger: 'bg-danger',
  quiet: 'border-2 border-line-strong',
}

const words = {
  success: 'text-success-ink',
  warning: 'text-warning-ink',
  danger: 'text-danger-ink',
  quiet: 'text-ink-muted',
}

/** A dot and a word; the dot is never all there is. */
export function NodeStatusBadge({ status }: { status: NodeStatus }) {
  const { label, tone, hint } = statuses[status]
  return (
    <Tooltip label={hint}>
      <span className={cx('inline-flex items-center gap-1.5 text-xs font-semibold whitespace-nowrap', words[tone])}>
        <span aria-hidden="true" className={cx('size-2 shrink-0 rounded-full', dots[tone])} />
        {label}
      </span>
    </Tooltip>
  )
}
