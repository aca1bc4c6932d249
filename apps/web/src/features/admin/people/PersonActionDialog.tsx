import { useClient } from 'urql'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { showToast } from '../../../ui/toast.ts'
import type { AdminPerson } from './documents.ts'
import { type PersonAction, runPersonAction, words } from './person-actions.ts'

type PersonActionDialogProps = { action: PersonAction; person: AdminPerson; onClose: () => void }

/** Says what will happen to the account, and does it. */
export function PersonActionDialog({ action, person, onClose }: PersonActionDialogProps) {
  const client = useClient()
  const { title, text, done, tone, action: verb } = words[action]
  const { id, name } = person.user

  async function confirm() {
    const problem = await runPersonAction(client, action, id)
    if (!problem) showToast(done(name), { tone: 'success' })
    return problem
  }

  return (
    <ConfirmDialog title={title(name)} action={verb} tone={tone} onConfirm={confirm} onClose={onClose}>
      {text(person)}
    </ConfirmDialog>
  )
}
