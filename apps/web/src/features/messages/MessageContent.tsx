import { Trash2 } from 'lucide-react'
import { useViewer } from '../accounts/viewer.ts'
import { ReactionBar } from '../reactions/ReactionBar.tsx'
import { ThreadSummary } from '../threads/ThreadSummary.tsx'
import { MessageEditor } from './MessageEditor.tsx'
import { MessageText } from './MessageText.tsx'
import type { Message } from './message-query.ts'
import { EditedMark } from './EditedMark.tsx'

type MessageContentProps = { message: Message; isEditing: boolean; isThreadRoot: boolean; canReact: boolean }

/** A message under its author's name: its text, or what is left of it; its reactions; its thread. */
export function MessageContent({ message, isEditing, isThreadRoot, canReact }: MessageContentProps) {
  if (isEditing && message.text !== null) return <MessageEditor message={message} text={message.text} />
  return (
    <>
      {message.text === null ? (
        <Tombstone message={message} />
      ) : (
        <MessageText
          text={message.text}
          mentions={message.mentions}
          suffix={message.editedAt && <EditedMark messageId={message.id} editedAt={message.editedAt} />}
        />
      )}
      <ReactionBar message={message} canReact={canReact} />
      {!isThreadRoot && message.replyCount > 0 && <ThreadSummary message={message} />}
    </>
  )
}

function Tombstone({ message }: { message: Message }) {
  const viewer = useViewer()
  const { retractedBy, author } = message
  const who =
    retractedBy && retractedBy.id !== author.id ? ` by ${retractedBy.id === viewer.id ? 'you' : retractedBy.name}` : ''
  return (
    <p className="flex items-center gap-1.5 text-sm text-ink-faint italic">
      <Trash2 aria-hidden="true" className="size-3.5" />
      Message deleted{who}
    </p>
  )
}
