import { useEffect } from 'react'
import { useLive } from '../../../graphql/live-context.ts'
import { hearServerTime } from '../clock.ts'
import { rereadAll } from '../reread.ts'
import { ClusterUpdates } from './documents.ts'

/**
 * Follows the cluster while the console is open. Updates go into the cache. They have no numbers, so what was missed while the line
 * was down is found by reading again: at once when it is back, and with the first update, from which on none is missed.
 */
export function useClusterUpdates(): void {
  const { client, connection } = useLive()
  useEffect(() => {
    let wasCut = false
    let isNew = true
    const stopListening = connection.subscribe(() => {
      const { state } = connection.get()
      if (state === 'reconnecting' || state === 'offline') wasCut = true
      if (state !== 'online' || !wasCut) return
      wasCut = false
      isNew = true
      rereadAll()
    })
    const { unsubscribe } = client.subscription(ClusterUpdates, {}).subscribe(({ data }) => {
      if (!data) return
      hearServerTime(data.clusterUpdates.at)
      if (isNew) rereadAll()
      isNew = false
    })
    return () => {
      stopListening()
      unsubscribe()
    }
  }, [client, connection])
}
