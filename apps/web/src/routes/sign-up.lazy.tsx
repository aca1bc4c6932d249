import { createLazyRoute, Link, Navigate } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import { useQuery } from 'urql'
import { AuthFrame } from '../features/accounts/AuthFrame.tsx'
import { WelcomeQuery } from '../features/accounts/documents.ts'
import { SignUpForm } from '../features/accounts/SignUpForm.tsx'
import { enterApp } from '../lib/enter-app.ts'
import { useTitle } from '../lib/use-title.ts'

export const Route = createLazyRoute('/sign-up')({ component: SignUp })

function SignUp() {
  const { next } = Route.useSearch()
  const [{ data }] = useQuery({ query: WelcomeQuery })
  useTitle('Create an account')
  const server = data?.server
  if (data?.viewer) return <Navigate to="/" replace />
  return (
    <AuthFrame
      serverName={server?.name ?? 'Parley'}
      title={server?.isEmpty ? 'Set up your server' : 'Create your account'}
      intro={
        server?.isEmpty ? (
          <span className="flex gap-2.5 rounded-l bg-accent-soft px-3.5 py-2.5 text-sm text-accent-ink">
            <ShieldCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            <span>Nobody has an account here yet. Yours is the first, so it becomes the administrator’s.</span>
          </span>
        ) : (
          'It takes a minute, and you land among the others.'
        )
      }
      footer={
        !server?.isEmpty && (
          <>
            Have an account?{' '}
            <Link
              to="/sign-in"
              search={next ? { next } : {}}
              className="rounded-s font-semibold text-accent-ink underline-offset-2 hover:underline"
            >
              Sign in
            </Link>
          </>
        )
      }
    >
      {server?.registrationOpen === false ? (
        <p className="text-sm text-ink-muted">This server doesn’t take new accounts. Ask an administrator for one.</p>
      ) : (
        <SignUpForm onSignedUp={() => enterApp(next)} />
      )}
    </AuthFrame>
  )
}
