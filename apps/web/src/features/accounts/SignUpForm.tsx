import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { describeError } from '../../lib/errors.ts'
import { formatSeconds, useCountdown } from '../../lib/use-countdown.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { RegisterMutation } from './documents.ts'
import { PasswordField } from './PasswordField.tsx'
import { suggestUsername } from './suggest-username.ts'
import { WeakPassword } from './WeakPassword.tsx'

export function SignUpForm({ onSignedUp }: { onSignedUp: () => void }) {
  const [name, setName] = useState('')
  const [ownUsername, setOwnUsername] = useState<string>()
  const [password, setPassword] = useState('')
  const [remember, setRemember] = useState(true)
  const [{ data, error, fetching }, register] = useMutation(RegisterMutation)
  const { secondsLeft, start } = useCountdown()
  const username = ownUsername ?? suggestUsername(name)
  const result = data?.register
  const isDone = result?.__typename === 'RegisterSuccess'

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (fetching || secondsLeft > 0) return
    const answer = await register({ input: { name: name.trim(), username: username.trim(), password, remember } })
    if (answer.data?.register.__typename === 'RegisterSuccess') onSignedUp()
    if (answer.data?.register.__typename === 'TooManyAttemptsError') start(answer.data.register.retryAfterSeconds)
  }

  const fieldError = (field: string) =>
    result?.__typename === 'InvalidInputError' && result.field === field ? result.message : undefined
  const isFormError = result?.__typename === 'RegistrationClosedError' || result?.__typename === 'TooManyAttemptsError'

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {error && <FormError>{describeError(error)}</FormError>}
      {isFormError && <FormError>{result.message}</FormError>}
      <TextField
        label="Your name"
        name="name"
        autoComplete="name"
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={fieldError('name')}
      />
      <TextField
        label="Username"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        hint="Others mention you by it, as @username."
        value={username}
        onChange={(event) => setOwnUsername(event.target.value)}
        error={fieldError('username') ?? (result?.__typename === 'UsernameTakenError' ? result.message : undefined)}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        hint="A few words that don’t belong together make a good one."
        error={
          result?.__typename === 'WeakPasswordError' ? (
            <WeakPassword message={result.message} suggestions={result.suggestions} />
          ) : (
            fieldError('password')
          )
        }
      />
      <Checkbox checked={remember} onChange={(event) => setRemember(event.target.checked)}>
        Remember me on this device
      </Checkbox>
      <Button
        type="submit"
        variant="primary"
        size="l"
        isBusy={fetching || isDone}
        disabled={secondsLeft > 0}
        className="mt-1 w-full"
      >
        {secondsLeft > 0 ? `Try again in ${formatSeconds(secondsLeft)}` : 'Create account'}
      </Button>
    </form>
  )
}
