import { isBlank } from '@parley/text'
import { useState } from 'react'
import { useClient } from 'urql'
import { describeError } from '../../lib/errors.ts'
import { Button } from '../../ui/Button.tsx'
import { showToast } from '../../ui/toast.ts'
import { MessageField } from '../composer/MessageField.tsx'
import { useTimelineActions } from '../timeline/timeline-context.ts'
import type { Message } from './message-query.ts'
import { EditMessage } from './mutations.ts'

/** Edits a message in its place. Enter saves, Escape leaves it as it was. */
export function MessageEditor({ message, text: before }: { message: Message; text: string }) {
  const client = useClient()
  const { edit, roomId, retract } = useTimelineActions()
  const [text, setText] = useState(before)

  async function save() {
    edit(null)
    if (isBlank(text)) return retract(message.id)
    if (text === before) return
    const { data, error } = await client.mutation(EditMessage, { input: { messageId: message.id, text } }).toPromise()
    const answer = data?.editMessage
    const problem = error ? describeError(error) : answer && 'message' in answer ? answer.message : undefined
    if (problem) showToast(problem, { tone: 'danger' })
  }

  return (
    <div className="py-1">
      <MessageField
        label="Edit message"
        roomId={roomId}
        value={text}
        onChange={setText}
        onSubmit={() => void save()}
        onEscape={() => edit(null)}
        isFocusedAtOnce
      />
      <div className="mt-1.5 flex items-center gap-2">
        <Button size="s" variant="primary" onClick={() => void save()}>
          Save
        </Button>
        <Button size="s" variant="ghost" onClick={() => edit(null)}>
          Cancel
        </Button>
        <span aria-hidden="true" className="text-xs text-ink-faint pointer-coarse:hidden">
          Enter to save, Escape to cancel
        </span>
      </div>
    </div>
  )
}
