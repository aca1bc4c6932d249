import { type KeyboardEvent, memo, useState } from 'react'
import { cx } from '../../lib/cx.ts'
import { formatTime } from '../../lib/clock.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useViewer } from '../accounts/viewer.ts'
import { useTimelineActions } from '../timeline/timeline-context.ts'
import { MessageContent } from './MessageContent.tsx'
import { MessageFrame } from './MessageFrame.tsx'
import { MessageToolbar } from './MessageToolbar.tsx'
import type { Message } from './message-query.ts'
import { useMessage } from './message-query.ts'
import { copyText } from './copy.ts'

type MessageRowProps = {
  id: string
  isFirst: boolean
  isTabStop: boolean
  isEditing: boolean
  isHighlighted: boolean
  /** The root at the top of its thread's pane. */
  isThreadRoot?: boolean
}

/** One message of the server's. It reads itself from the cache, so that an event draws only the rows that it concerns. */
export const MessageRow = memo(function MessageRow({ id, ...rest }: MessageRowProps) {
  const message = useMessage(id)
  if (!message) return <Skeleton className="mx-5 my-2 h-9" />
  return <LoadedRow message={message} {...rest} />
})

type LoadedRowProps = Omit<MessageRowProps, 'id'> & { message: Message }

function LoadedRow({ message, isFirst, isTabStop, isEditing, isHighlighted, isThreadRoot = false }: LoadedRowProps) {
  const viewer = useViewer()
  const [isNear, setIsNear] = useState(false)
  const [isPicking, setIsPicking] = useState(false)
  const [isHeld, setIsHeld] = useState(false)
  const can = useWhatICanDo(message, viewer.id)
  const isMention = message.author.id !== viewer.id && message.mentions.some((person) => person.id === viewer.id)
  const isToolbarShown = !message.retractedAt && !isEditing && (isNear || isPicking || isHeld)

  function act(event: KeyboardEvent<HTMLElement>) {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const action = can.byKey(event.key, () => setIsPicking(true))
    if (!action) return
    event.preventDefault()
    action()
  }

  return (
    <MessageFrame
      author={message.author}
      at={message.createdAt}
      isFirst={isFirst || isThreadRoot}
      data-message={message.id}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={`${message.author.name} at ${formatTime(message.createdAt)}`}
      onKeyDown={act}
      onPointerEnter={() => setIsNear(true)}
      onPointerLeave={() => setIsNear(false)}
      onFocus={() => setIsNear(true)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setIsNear(false)}
      className={cx(
        'transition-colors duration-500',
        isHighlighted ? 'bg-highlight' : isMention ? 'bg-highlight/45 shadow-[inset_3px_0_0_var(--warning-ink)]' : '',
        !isEditing && !isHighlighted && 'hover:bg-hover focus-within:bg-hover',
      )}
    >
      <MessageContent message={message} isEditing={isEditing} isThreadRoot={isThreadRoot} canReact={can.react} />
      {isToolbarShown && (
        <MessageToolbar
          message={message}
          can={can}
          isPicking={isPicking}
          onPickingChange={setIsPicking}
          onMenuChange={setIsHeld}
        />
      )}
    </MessageFrame>
  )
}

export type Abilities = { react: boolean; reply: boolean; edit: boolean; retract: boolean }

function useWhatICanDo(message: Message, viewerId: string) {
  const { may, place, edit, openThread, retract } = useTimelineActions()
  const isMine = message.author.id === viewerId
  const isThere = message.retractedAt === null
  const can: Abilities = {
    react: isThere && may('REACT'),
    reply: place === 'room' && (isThere || message.replyCount > 0),
    edit: isThere && isMine && may('POST'),
    retract: isThere && ((isMine && may('POST')) || may('RETRACT_ANY')),
  }
  const byKey = (key: string, react: () => void): (() => void) | undefined => {
    if (key === 'e' && can.edit) return () => edit(message.id)
    if (key === 'r' && can.react) return react
    if ((key === 't' || key === 'Enter') && can.reply) return () => openThread(message.id)
    if (key === 'c' && message.text !== null) return () => copyText(message.text ?? '')
    if ((key === 'Delete' || key === 'Backspace') && can.retract) return () => retract(message.id)
    return undefined
  }
  return { ...can, byKey }
}
