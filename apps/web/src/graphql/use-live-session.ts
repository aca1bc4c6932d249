import { useEffect } from 'react'
import { followMe } from './follow-me.ts'
import { useLive } from './live-context.ts'

/** Keeps the sidebar live and takes up unsent messages. Used once, around all that the signed-in see. */
export function useLiveSession(viewerId: string | undefined): void {
  const { client, outbox } = useLive()
  useEffect(() => {
    if (!viewerId) return undefined
    outbox.open(viewerId)
    return followMe(client)
  }, [client, outbox, viewerId])
}
