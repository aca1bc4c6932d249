import { useEffect } from 'react'
import { pipe, subscribe } from 'wonka'
import { AppQuery } from '../features/sidebar/app-query.ts'
import { MyEvents } from './events.ts'
import { useLive } from './live-context.ts'

/** Keeps the sidebar live and takes up unsent messages. Used once, around all that the signed-in see. */
export function useLiveSession(viewerId: string | undefined): void {
  const { client, outbox } = useLive()
  useEffect(() => {
    if (!viewerId) return undefined
    outbox.open(viewerId)
    const { unsubscribe } = pipe(
      client.subscription(MyEvents, {}),
      subscribe(({ data }) => {
        // From here on nothing is missed; what came before is read at once.
        if (data?.myEvents.__typename !== 'MyEventsReady') return
        void client.query(AppQuery, {}, { requestPolicy: 'network-only' }).toPromise()
      }),
    )
    return unsubscribe
  }, [client, outbox, viewerId])
}
