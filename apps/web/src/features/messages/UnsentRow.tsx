import { CircleAlert, Clock3, Pencil, RotateCw, Trash2 } from 'lucide-react'
import { memo, useState } from 'react'
import type { Unsent } from '../../graphql/outbox-storage.ts'
import { useLive } from '../../graphql/live-context.ts'
import { cx } from '../../lib/cx.ts'
import { useViewer } from '../accounts/viewer.ts'
import { Button } from '../../ui/Button.tsx'
import { MessageField } from '../composer/MessageField.tsx'
import { MessageFrame } from './MessageFrame.tsx'
import { MessageText } from './MessageText.tsx'
import { useIsLate } from './use-is-late.ts'

type UnsentRowProps = { message: Unsent; isFirst: boolean }

/** What was written here and isn't on the server yet: fainter while it waits, with the reason when it was refused. */
export const UnsentRow = memo(function UnsentRow({ message, isFirst }: UnsentRowProps) {
  const viewer = useViewer()
  const { outbox } = useLive()
  const [draft, setDraft] = useState<string | null>(null)
  const isLate = useIsLate(message.createdAt)
  const isFailed = message.problem !== null

  function retry(text?: string) {
    setDraft(null)
    outbox.retry(message.clientId, text)
  }

  return (
    <MessageFrame author={viewer} at={message.createdAt} isFirst={isFirst} aria-busy={!isFailed}>
      {draft === null ? (
        <MessageText text={message.text} className={cx(!isFailed && isLate && 'opacity-55')} />
      ) : (
        <MessageField
          label="Edit message"
          roomId={message.roomId}
          value={draft}
          onChange={setDraft}
          onSubmit={() => retry(draft)}
          onEscape={() => setDraft(null)}
          isFocusedAtOnce
        />
      )}
      {!isFailed && isLate && (
        <p className="mt-0.5 flex items-center gap-1.5 text-xs text-ink-faint">
          <Clock3 aria-hidden="true" className="size-3" /> Waiting to be sent
        </p>
      )}
      {isFailed && (
        <div role="alert" className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-danger-ink">
          <span className="flex items-center gap-1.5">
            <CircleAlert aria-hidden="true" className="size-4" /> {message.problem}
          </span>
          <span className="flex gap-1">
            <Button size="s" icon={<RotateCw />} onClick={() => retry(draft ?? undefined)}>
              Retry
            </Button>
            <Button size="s" variant="ghost" icon={<Pencil />} onClick={() => setDraft(message.text)}>
              Edit
            </Button>
            <Button size="s" variant="ghost" icon={<Trash2 />} onClick={() => outbox.remove(message.clientId)}>
              Delete
            </Button>
          </span>
        </div>
      )}
    </MessageFrame>
  )
})
