import {
  Ban,
  Check,
  LogOut,
  Crown,
  type LucideIcon,
  MoveRight,
  Pause,
  Play,
  Plus,
  RotateCcw,
  Scale,
  Trash2,
  Unplug,
} from 'lucide-react'
import { cx } from '../../../lib/cx.ts'
import type { ClusterEvent } from './documents.ts'

type Look = { Icon: LucideIcon; tone: 'good' | 'bad' | 'plain' }

const looks: Record<ClusterEvent['type'], Look> = {
  NODE_REGISTERED: { Icon: Plus, tone: 'plain' },
  NODE_APPROVED: { Icon: Check, tone: 'good' },
  NODE_REJECTED: { Icon: Ban, tone: 'bad' },
  NODE_DRAINING: { Icon: LogOut, tone: 'plain' },
  NODE_DRAINED: { Icon: Pause, tone: 'plain' },
  NODE_RESUMED: { Icon: Play, tone: 'good' },
  NODE_OFFLINE: { Icon: Unplug, tone: 'bad' },
  NODE_BACK: { Icon: RotateCcw, tone: 'good' },
  NODE_FORGOTTEN: { Icon: Trash2, tone: 'plain' },
  LEADER_ELECTED: { Icon: Crown, tone: 'plain' },
  ROOMS_MOVED: { Icon: MoveRight, tone: 'plain' },
  REBALANCE_STARTED: { Icon: Scale, tone: 'plain' },
  REBALANCE_FINISHED: { Icon: Scale, tone: 'good' },
}

const tones = {
  good: 'bg-success-soft text-success-ink',
  bad: 'bg-danger-soft text-danger-ink',
  plain: 'bg-sunken text-ink-muted',
}

/** Decorative: the sentence beside it says all. */
export function EventIcon({ type }: { type: ClusterEvent['type'] }) {
  const { Icon, tone } = looks[type]
  return (
    <span aria-hidden="true" className={cx('grid size-7 shrink-0 place-items-center rounded-m', tones[tone])}>
      <Icon className="size-4" />
    </span>
  )
}
