import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { describeError } from '../../lib/errors.ts'
import { formatSeconds, useCountdown } from '../../lib/use-countdown.ts'
import { Button } from '../../ui/Button.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { showToast } from '../../ui/toast.ts'
import { PasswordField } from '../accounts/PasswordField.tsx'
import { useViewer } from '../accounts/viewer.ts'
import { WeakPassword } from '../accounts/WeakPassword.tsx'
import { ChangePasswordMutation } from './documents.ts'
import { SettingsSection } from './SettingsSection.tsx'

export function PasswordSettings() {
  const viewer = useViewer()
  const [currentPassword, setCurrentPassword] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const [{ data, error, fetching }, changePassword] = useMutation(ChangePasswordMutation)
  const { secondsLeft, start } = useCountdown()
  const result = data?.changePassword

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (fetching || secondsLeft > 0) return
    const answer = (await changePassword({ input: { currentPassword, newPassword } })).data?.changePassword
    if (answer?.__typename === 'TooManyAttemptsError') start(answer.retryAfterSeconds)
    if (answer?.__typename !== 'ChangePasswordSuccess') return
    setCurrentPassword('')
    setNewPassword('')
    showToast('Password changed.', { tone: 'success' })
  }

  return (
    <SettingsSection title="Password" intro="Changing it signs out your other devices.">
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        {error && <FormError>{describeError(error)}</FormError>}
        {result?.__typename === 'TooManyAttemptsError' && <FormError>{result.message}</FormError>}
        <input type="text" autoComplete="username" value={viewer.username} readOnly hidden />
        <PasswordField
          label="Current password"
          autoComplete="current-password"
          required
          value={currentPassword}
          onChange={(event) => setCurrentPassword(event.target.value)}
          error={result?.__typename === 'WrongCredentialsError' && result.message}
        />
        <PasswordField
          label="New password"
          autoComplete="new-password"
          required
          value={newPassword}
          onChange={(event) => setNewPassword(event.target.value)}
          hint="A few words that don’t belong together make a good one."
          error={
            result?.__typename === 'WeakPasswordError' && (
              <WeakPassword message={result.message} suggestions={result.suggestions} />
            )
          }
        />
        <div>
          <Button type="submit" variant="primary" isBusy={fetching} disabled={secondsLeft > 0}>
            {secondsLeft > 0 ? `Try again in ${formatSeconds(secondsLeft)}` : 'Change password'}
          </Button>
        </div>
      </form>
    </SettingsSection>
  )
}
