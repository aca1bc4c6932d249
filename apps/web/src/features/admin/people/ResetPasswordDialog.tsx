import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { problemOf } from '../../../lib/problem-of.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../../ui/Dialog.tsx'
import { FormError } from '../../../ui/FormError.tsx'
import { showToast } from '../../../ui/toast.ts'
import { WeakPassword } from '../../accounts/WeakPassword.tsx'
import { type AdminPerson, ResetPasswordMutation } from './documents.ts'
import { newPassword } from './new-password.ts'
import { NewPasswordField } from './NewPasswordField.tsx'

type ResetPasswordDialogProps = { person: AdminPerson; onClose: () => void }

export function ResetPasswordDialog({ person: { user }, onClose }: ResetPasswordDialogProps) {
  const [password, setPassword] = useState(newPassword)
  const [{ data, error, fetching }, reset] = useMutation(ResetPasswordMutation)
  const result = data?.resetPassword
  const weak = result?.__typename === 'WeakPasswordError' ? result : undefined
  const problem = (data || error) && problemOf(result, error)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (fetching) return
    const answer = await reset({ input: { userId: user.id, password } })
    if (problemOf(answer.data?.resetPassword, answer.error)) return
    showToast(`${user.name} has a new password.`, { tone: 'success' })
    onClose()
  }

  return (
    <Dialog
      title={`Reset ${user.name}’s password`}
      description="They are signed out everywhere at once, and sign in with the new one."
      onClose={onClose}
      size="s"
    >
      <form onSubmit={(event) => void submit(event)} className="contents">
        <DialogBody className="flex flex-col gap-4">
          {problem && !weak && <FormError>{problem}</FormError>}
          <NewPasswordField
            value={password}
            onChange={setPassword}
            error={weak && <WeakPassword message={weak.message} suggestions={weak.suggestions} />}
          />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={fetching} disabled={password === ''}>
            Reset password
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
