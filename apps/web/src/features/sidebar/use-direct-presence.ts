import { useEffect } from 'react'
import { RoomSignals } from '../../graphql/events.ts'
import { useLive } from '../../graphql/live-context.ts'
import type { SidebarRoom } from './sidebar-rooms.ts'

/** Each costs the server a subscription; who wrote longest ago is seldom looked for. */
const atMost = 20

/** Keeps the dots of the people in the latest conversations true. The cache takes in what the signals say. */
export function useDirectPresence(direct: readonly SidebarRoom[]): void {
  const { client } = useLive()
  // Sorted, so that a conversation that moves to the top changes nothing.
  const rooms = direct
    .slice(0, atMost)
    .map((room) => room.id)
    .toSorted()
    .join()

  useEffect(() => {
    if (!rooms) return undefined
    const signals = rooms.split(',').map((roomId) => client.subscription(RoomSignals, { roomId }).subscribe(() => {}))
    return () => {
      for (const { unsubscribe } of signals) unsubscribe()
    }
  }, [client, rooms])
}
