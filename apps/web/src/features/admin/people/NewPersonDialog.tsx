import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { problemOf } from '../../../lib/problem-of.ts'
import { Button } from '../../../ui/Button.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../../ui/Dialog.tsx'
import { FormError } from '../../../ui/FormError.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { showToast } from '../../../ui/toast.ts'
import { suggestUsername } from '../../accounts/suggest-username.ts'
import { useServer } from '../../accounts/viewer.ts'
import { WeakPassword } from '../../accounts/WeakPassword.tsx'
import { CreateUserMutation } from './documents.ts'
import { newPassword } from './new-password.ts'
import { NewPasswordField } from './NewPasswordField.tsx'

const roles = [
  { value: 'MEMBER', label: 'Member', hint: 'Uses the chat' },
  { value: 'ADMIN', label: 'Administrator', hint: 'Looks after it as well' },
] as const

/** Makes an account for somebody, also where people can't register themselves. */
export function NewPersonDialog({ onClose }: { onClose: () => void }) {
  const { limits } = useServer()
  const [name, setName] = useState('')
  const [chosenUsername, setUsername] = useState<string>()
  const [password, setPassword] = useState(newPassword)
  const [role, setRole] = useState<'MEMBER' | 'ADMIN'>('MEMBER')
  const [{ data, error, fetching }, createUser] = useMutation(CreateUserMutation)
  const username = chosenUsername ?? suggestUsername(name)
  const result = data?.createUser
  const problem = (data || error) && problemOf(result, error)
  const weak = result?.__typename === 'WeakPasswordError' ? result : undefined
  const field = fieldOf(result)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (fetching) return
    const answer = await createUser({ input: { name: name.trim(), username, password, role } })
    if (problemOf(answer.data?.createUser, answer.error)) return
    showToast(`${name.trim()} can sign in as @${username}.`, { tone: 'success' })
    onClose()
  }

  return (
    <Dialog title="Create an account" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} className="contents">
        <DialogBody className="flex flex-col gap-4">
          {problem && !weak && !field && <FormError>{problem}</FormError>}
          <TextField
            label="Name"
            required
            autoComplete="off"
            maxLength={limits.userNameLength}
            value={name}
            onChange={(event) => setName(event.target.value)}
            error={field === 'name' && problem}
          />
          <TextField
            label="Username"
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
            hint="To sign in with, and to be mentioned by."
            error={field === 'username' && problem}
          />
          <NewPasswordField
            value={password}
            onChange={setPassword}
            error={weak && <WeakPassword message={weak.message} suggestions={weak.suggestions} />}
          />
          <ChoiceCards label="Role" value={role} options={roles} onChange={setRole} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="primary"
            isBusy={fetching}
            disabled={name.trim() === '' || username === '' || password === ''}
          >
            Create account
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}

type Result = { __typename: string; field?: string } | null | undefined

function fieldOf(result: Result): string | undefined {
  if (result?.__typename === 'UsernameTakenError') return 'username'
  return result?.field
}
