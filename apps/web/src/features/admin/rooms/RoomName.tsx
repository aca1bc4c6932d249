import { Hash, Lock, MessagesSquare } from 'lucide-react'
import { cx } from '../../../lib/cx.ts'

type RoomNameProps = { room: { kind: 'PUBLIC' | 'PRIVATE' | 'DIRECT'; name: string | null }; className?: string }

const icons = { PUBLIC: Hash, PRIVATE: Lock, DIRECT: MessagesSquare }

export const kindNames = { PUBLIC: 'Public', PRIVATE: 'Private', DIRECT: 'Direct' } as const

/** A room as an administrator sees it: who talks in a direct one is nobody else's business. */
export function RoomName({ room: { kind, name }, className }: RoomNameProps) {
  const Icon = icons[kind]
  return (
    <span className={cx('flex min-w-0 items-center gap-2', className)}>
      <Icon aria-hidden="true" className="size-4 shrink-0 text-ink-muted" />
      <span className={cx('truncate font-semibold', kind === 'DIRECT' && 'text-ink-muted')}>
        {name ?? 'Direct conversation'}
      </span>
    </span>
  )
}
