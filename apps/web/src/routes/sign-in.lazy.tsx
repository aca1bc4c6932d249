import { createLazyRoute, Link, Navigate } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { AuthFrame } from '../features/accounts/AuthFrame.tsx'
import { WelcomeQuery } from '../features/accounts/documents.ts'
import { SignInForm } from '../features/accounts/SignInForm.tsx'
import { enterApp } from '../lib/enter-app.ts'
import { useTitle } from '../lib/use-title.ts'

export const Route = createLazyRoute('/sign-in')({ component: SignIn })

function SignIn() {
  const { next } = Route.useSearch()
  const [{ data }] = useQuery({ query: WelcomeQuery })
  useTitle('Sign in')
  const server = data?.server
  if (data?.viewer) return <Navigate to="/" replace />
  if (server?.isEmpty) return <Navigate to="/sign-up" replace />
  return (
    <AuthFrame
      serverName={server?.name ?? 'Parley'}
      title="Welcome back"
      intro="Sign in to pick up where you left off."
      footer={
        server?.registrationOpen === false ? (
          'New here? Ask an administrator for an account.'
        ) : (
          <>
            New here?{' '}
            <Link
              to="/sign-up"
              search={next ? { next } : {}}
              className="rounded-s font-semibold text-accent-ink underline-offset-2 hover:underline"
            >
              Create an account
            </Link>
          </>
        )
      }
    >
      <SignInForm onSignedIn={() => enterApp(next)} />
    </AuthFrame>
  )
}
