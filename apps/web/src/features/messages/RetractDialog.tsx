import { useClient } from 'urql'
import { describeError } from '../../lib/errors.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { MessageText } from './MessageText.tsx'
import { useMessage } from './message-query.ts'
import { RetractMessage } from './mutations.ts'

export function RetractDialog({ messageId, onClose }: { messageId: string; onClose: () => void }) {
  const client = useClient()
  const message = useMessage(messageId)

  async function retract(): Promise<string | undefined> {
    const { data, error } = await client.mutation(RetractMessage, { input: { messageId } }).toPromise()
    if (error) return describeError(error)
    const answer = data?.retractMessage
    return answer && 'message' in answer ? answer.message : undefined
  }

  return (
    <ConfirmDialog title="Delete this message?" action="Delete" onConfirm={retract} onClose={onClose}>
      <p>Its text and earlier versions are gone for everybody. That can’t be undone.</p>
      {message?.text && (
        <div className="mt-3 max-h-40 overflow-hidden rounded-m border border-line bg-sunken p-3 text-ink">
          <MessageText text={message.text} mentions={message.mentions} />
        </div>
      )}
    </ConfirmDialog>
  )
}
