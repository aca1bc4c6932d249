import type { Client } from '@urql/core'
import { pipe, subscribe } from 'wonka'
import { AppQuery } from '../features/sidebar/app-query.ts'
import { MyEvents } from './events.ts'

/** Follows what concerns the viewer. Whenever the stream begins anew, what the sidebar shows is read afresh: then nothing was missed. */
export function followMe(client: Client): () => void {
  const { unsubscribe } = pipe(
    client.subscription(MyEvents, {}),
    subscribe(({ data }) => {
      if (data?.myEvents.__typename !== 'MyEventsReady') return
      void client.query(AppQuery, {}, { requestPolicy: 'network-only' }).toPromise()
    }),
  )
  return unsubscribe
}
