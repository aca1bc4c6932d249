import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { Compass, RotateCw, Unplug } from 'lucide-react'
import { useEffect, useState } from 'react'
import { describeError } from '../lib/errors.ts'
import { Button, buttonClass } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Logo } from '../ui/Logo.tsx'

/** Shown in place of a screen that failed; the others go on. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  function retry() {
    reset()
    void router.invalidate()
  }
  return (
    <main className="grid h-full min-h-72 flex-1 place-items-center">
      <EmptyState
        isPage
        icon={<Unplug />}
        title="This didn’t load"
        action={
          <Button variant="primary" icon={<RotateCw />} onClick={retry}>
            Try again
          </Button>
        }
      >
        {describeError(error)}
      </EmptyState>
    </main>
  )
}

export function NotFound() {
  return (
    <main className="grid h-full min-h-72 flex-1 place-items-center">
      <EmptyState
        isPage
        icon={<Compass />}
        title="There is nothing here"
        action={
          <Link to="/" className={buttonClass('primary')}>
            Back to your rooms
          </Link>
        }
      >
        The link may be old, or lead to a room that you can’t see.
      </EmptyState>
    </main>
  )
}

/** While the app itself is on its way. After a while it says what it waits for. */
export function Pending() {
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), 3000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <output aria-label="Loading" className="flex h-full flex-1 flex-col items-center justify-center gap-5">
      <Logo className="size-12 animate-shimmer" />
      {isSlow && <p className="animate-fade text-sm text-ink-muted">Still waiting for the server…</p>}
    </output>
  )
}
