import { useMutation } from 'urql'
import { enterApp } from '../../lib/enter-app.ts'
import { describeError } from '../../lib/errors.ts'
import { showToast } from '../../ui/toast.ts'
import { SignOutMutation } from './documents.ts'

export function useSignOut(): () => Promise<void> {
  const [, signOut] = useMutation(SignOutMutation)
  return async () => {
    const { error } = await signOut({})
    if (error) showToast(describeError(error), { tone: 'danger' })
    else enterApp('/sign-in')
  }
}
