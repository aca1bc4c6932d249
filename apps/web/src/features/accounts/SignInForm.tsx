import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { describeError } from '../../lib/errors.ts'
import { formatSeconds, useCountdown } from '../../lib/use-countdown.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { SignInMutation } from './documents.ts'
import { PasswordField } from './PasswordField.tsx'

export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [remember, setRemember] = useState(true)
  const [{ data, error, fetching }, signIn] = useMutation(SignInMutation)
  const { secondsLeft, start } = useCountdown()
  const result = data?.signIn
  const isDone = result?.__typename === 'SignInSuccess'

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (fetching || secondsLeft > 0) return
    const answer = await signIn({ input: { username: username.trim(), password, remember } })
    if (answer.data?.signIn.__typename === 'SignInSuccess') onSignedIn()
    if (answer.data?.signIn.__typename === 'TooManyAttemptsError') start(answer.data.signIn.retryAfterSeconds)
  }

  const fieldError = (field: string) =>
    result?.__typename === 'InvalidInputError' && result.field === field ? result.message : undefined

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {error && <FormError>{describeError(error)}</FormError>}
      {result?.__typename === 'WrongCredentialsError' && !fetching && <FormError>{result.message}</FormError>}
      {result?.__typename === 'AccountClosedError' && !fetching && <FormError>{result.message}</FormError>}
      {result?.__typename === 'TooManyAttemptsError' && <FormError>{result.message}</FormError>}
      <TextField
        label="Username"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={username}
        onChange={(event) => setUsername(event.target.value)}
        error={fieldError('username')}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={fieldError('password')}
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
        {secondsLeft > 0 ? `Try again in ${formatSeconds(secondsLeft)}` : 'Sign in'}
      </Button>
    </form>
  )
}
