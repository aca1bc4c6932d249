import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import { useClient } from 'urql'
import { type MyEvent, MyEvents } from '../../graphql/events.ts'
import { showToast } from '../../ui/toast.ts'
import { AppQuery } from './app-query.ts'

/**
 * Keeps the sidebar true. The cache's updaters take each event; and whenever the stream begins (again), the sidebar is read
 * afresh with one query, so that nothing that happened meanwhile is missing.
 */
export function useMyEvents(): void {
  const client = useClient()
  const navigate = useNavigate()
  const { roomId } = useParams({ strict: false })

  const hear = useEffectEvent((event: MyEvent) => {
    if (event.__typename === 'MyEventsReady') {
      void client.query(AppQuery, {}, { requestPolicy: 'network-only' }).toPromise()
    }
    if (event.__typename === 'MembershipRemoved' && event.roomId === roomId) {
      showToast('You’re no longer in this room.')
      void navigate({ to: '/', search: {} })
    }
  })

  useEffect(() => {
    const { unsubscribe } = client.subscription(MyEvents, {}).subscribe(({ data }) => data && hear(data.myEvents))
    return unsubscribe
  }, [client])
}
