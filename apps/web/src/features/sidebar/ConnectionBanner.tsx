import { CloudOff, LoaderCircle } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useConnection } from '../../graphql/connection.ts'
import { Banner } from '../../ui/Banner.tsx'

/** A short break is nobody's business. */
const quietFor = 2500

/** Says that the line is down, once it has been so for a while; and what happens to what is written meanwhile. */
export function ConnectionBanner() {
  const { connection, retryNow } = useConnection()
  const since = 'since' in connection ? connection.since : undefined
  const isLong = useIsPast(since, quietFor)
  const isShown = isLong && since !== undefined

  return (
    <output className="pointer-events-none fixed inset-x-0 top-[calc(3.9rem+env(safe-area-inset-top))] z-30 flex justify-center px-4">
      {isShown && connection.state === 'offline' && (
        <Banner tone="warning" icon={<CloudOff aria-hidden="true" />}>
          You’re offline. What you write is kept and sent when you’re back.
        </Banner>
      )}
      {isShown && connection.state === 'reconnecting' && (
        <Banner
          tone="warning"
          icon={<LoaderCircle aria-hidden="true" className="animate-spin" />}
          action={
            <button
              type="button"
              onClick={retryNow}
              className="rounded-s px-1.5 font-bold underline underline-offset-2"
            >
              Try now
            </button>
          }
        >
          Reconnecting to the server…
        </Banner>
      )}
    </output>
  )
}

function useIsPast(since: number | undefined, after: number): boolean {
  const [pastOf, setPastOf] = useState<number>()
  useEffect(() => {
    if (since === undefined) return
    const timer = setTimeout(() => setPastOf(since), Math.max(0, since + after - Date.now()))
    return () => clearTimeout(timer)
  }, [since, after])
  return since !== undefined && pastOf === since
}
