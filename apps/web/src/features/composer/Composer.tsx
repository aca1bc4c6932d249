import { isBlank, lengthOf } from '@parley/text'
import { ArrowUp, Smile } from 'lucide-react'
import { type RefObject, useRef } from 'react'
import { useLive } from '../../graphql/live-context.ts'
import { cx } from '../../lib/cx.ts'
import { useServer, useViewer } from '../accounts/viewer.ts'
import { EmojiButton } from '../reactions/EmojiButton.tsx'
import type { TimelineKey } from '../timeline/windows.ts'
import { emojiTable, loadEmojiTable } from './emoji-table.ts'
import { MessageField } from './MessageField.tsx'
import { replaceText } from './replace-text.ts'
import { useDraft } from './use-draft.ts'
import { useTypingSignal } from './use-typing-signal.ts'

type ComposerProps = {
  roomId: string
  timeline: TimelineKey
  placeholder: string
  label: string
  onArrowUp: () => void
  isFocusedAtOnce: boolean
  field?: RefObject<HTMLTextAreaElement | null>
}

const counterFrom = 500

/** Where one writes in a room or a thread. Sending never waits: the message goes to the outbox and shows at once. */
export function Composer({
  roomId,
  timeline,
  placeholder,
  label,
  onArrowUp,
  isFocusedAtOnce,
  ...props
}: ComposerProps) {
  const viewer = useViewer()
  const { limits } = useServer()
  const { outbox } = useLive()
  const own = useRef<HTMLTextAreaElement>(null)
  const field = props.field ?? own
  const [text, setText] = useDraft(viewer.id, timeline)
  const typing = useTypingSignal(roomId)
  const left = limits.messageLength - (text.length > limits.messageLength / 2 ? lengthOf(text) : text.length)
  const canSend = !isBlank(text) && left >= 0

  function change(next: string) {
    setText(next)
    typing.onText(next)
    if (next.includes(':') && !emojiTable()) void loadEmojiTable()
  }

  function send() {
    if (!canSend) return
    const rootId = timeline.startsWith('thread:') ? timeline.slice('thread:'.length) : null
    outbox.send({ roomId, rootId, text: emojiTable()?.expandShortcodes(text) ?? text })
    typing.onSent()
    setText('')
    field.current?.focus()
  }

  function insert(emoji: string) {
    const { current } = field
    if (!current) return
    const { selectionStart: from, selectionEnd: to } = current
    replaceText(current, { from, to, text: emoji, select: [emoji.length, emoji.length] })
  }

  return (
    <div className="field flex items-end gap-1 rounded-l pr-1.5 shadow-panel">
      <MessageField
        fieldRef={field}
        isBare
        label={label}
        placeholder={placeholder}
        roomId={roomId}
        value={text}
        onChange={change}
        onSubmit={send}
        onArrowUp={onArrowUp}
        isFocusedAtOnce={isFocusedAtOnce}
        isInvalid={left < 0}
      />
      {left < counterFrom && (
        <p
          role="status"
          className={cx(
            'mb-2.5 shrink-0 text-xs font-semibold tabular-nums',
            left < 0 ? 'text-danger-ink' : 'text-ink-faint',
          )}
        >
          {left < 0 ? `${-left} over the limit` : `${left} left`}
        </p>
      )}
      <EmojiButton label="Insert emoji" icon={<Smile />} size="m" onPick={insert} className="mb-[0.3rem]" />
      <button
        type="button"
        aria-label="Send"
        aria-disabled={!canSend}
        onPointerDown={(event) => event.preventDefault()}
        onClick={send}
        className={cx(
          'mb-[0.3rem] grid size-8 shrink-0 place-items-center rounded-m transition-colors duration-100',
          canSend ? 'bg-accent text-on-accent hover:bg-accent-hover' : 'text-ink-faint',
        )}
      >
        <ArrowUp aria-hidden="true" className="size-4.5" strokeWidth={2.4} />
      </button>
    </div>
  )
}
