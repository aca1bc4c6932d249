import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import { useClient } from 'urql'
import { type MyEvent, MyEvents } from '../../graphql/events.ts'
import { showToast } from '../../ui/toast.ts'

/** Whoever is removed from the room that is on their screen is told so and led away. Leaving by oneself needs no words. */
export function useLeaveLostRoom(): void {
  const client = useClient()
  const navigate = useNavigate()
  const { roomId } = useParams({ strict: false })

  const hear = useEffectEvent((event: MyEvent) => {
    if (event.__typename !== 'MembershipRemoved' || event.roomId !== roomId) return
    showToast('You’re no longer in this room.')
    void navigate({ to: '/', search: {} })
  })

  useEffect(() => {
    const { unsubscribe } = client.subscription(MyEvents, {}).subscribe(({ data }) => data && hear(data.myEvents))
    return unsubscribe
  }, [client])
}
