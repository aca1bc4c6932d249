import { SmilePlus } from 'lucide-react'
import { cx } from '../../lib/cx.ts'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { useViewer } from '../accounts/viewer.ts'
import type { Message } from '../messages/message-query.ts'
import { EmojiButton } from './EmojiButton.tsx'
import { useToggleReaction } from './use-toggle-reaction.ts'

type ReactionBarProps = { message: Pick<Message, 'id' | 'reactions'>; canReact: boolean }

export function ReactionBar({ message, canReact }: ReactionBarProps) {
  const viewer = useViewer()
  const toggle = useToggleReaction()
  if (message.reactions.length === 0) return null

  return (
    <div role="group" aria-label="Reactions" className="mt-1 flex flex-wrap items-center gap-1">
      {message.reactions.map(({ emoji, count, users, viewerHasReacted }) => (
        <Tooltip key={emoji} label={`${whoReacted(users, count, viewer.id)} reacted with ${emoji}`} side="top">
          <button
            type="button"
            aria-pressed={viewerHasReacted}
            aria-label={`${emoji}, ${count === 1 ? '1 person' : `${count} people`}`}
            aria-disabled={!canReact}
            onClick={() => canReact && void toggle(message, emoji)}
            className={cx(
              'flex h-6.5 items-center gap-1.5 rounded-full border px-2 text-xs font-semibold tabular-nums transition-colors duration-100 pointer-coarse:h-8 pointer-coarse:px-2.5',
              viewerHasReacted
                ? 'border-accent/50 bg-accent-soft text-accent-ink hover:border-accent'
                : 'border-line bg-sunken text-ink-muted hover:border-line-strong hover:text-ink',
            )}
          >
            <span aria-hidden="true" className="text-[0.9375rem] leading-none">
              {emoji}
            </span>
            {count}
          </button>
        </Tooltip>
      ))}
      {canReact && (
        <EmojiButton
          label="Add reaction"
          icon={<SmilePlus />}
          onPick={(emoji) => void toggle(message, emoji)}
          className="!h-6.5 !w-8 rounded-full opacity-60 hover:opacity-100"
        />
      )}
    </div>
  )
}

/** "You, Ana and 3 others". */
export function whoReacted(users: readonly { id: string; name: string }[], count: number, viewerId: string): string {
  const names = users.map((user) => (user.id === viewerId ? 'You' : user.name))
  const sorted = [...names.filter((name) => name === 'You'), ...names.filter((name) => name !== 'You')]
  const shown = sorted.slice(0, sorted.length === count && count <= 8 ? 8 : 7)
  const rest = count - shown.length
  const parts = rest > 0 ? [...shown, rest === 1 ? '1 other' : `${rest} others`] : shown
  return new Intl.ListFormat('en', { style: 'long', type: 'conjunction' }).format(parts)
}
