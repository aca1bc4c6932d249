import { useEffect, useState, useSyncExternalStore } from 'react'
import { useQuery } from 'urql'
import { useLive } from '../../graphql/live-context.ts'
import { graphql } from '../../graphql/graphql.ts'
import { useStore } from '../../lib/store.ts'
import { MarkRead } from '../messages/mutations.ts'
import type { Window } from './window.ts'
import type { TimelineKey } from './windows.ts'

const ReadState = graphql(`
  query ReadState($id: ID!) {
    room(id: $id) { id lastSeq messageCount membership { id readSeq readCount mentionCount } }
  }
`)

const restsFor = 350

type Options = { timeline: TimelineKey; window: Window; isAtBottom: boolean }

/** Tells the server that the room has been read, when its end is in view of somebody who is looking. */
export function useMarkRead({ timeline, window, isAtBottom }: Options): void {
  const { client, connection } = useLive()
  const isOnline = useStore(connection).state === 'online'
  const [refused, setRefused] = useState<number>()
  const isLooking = useSyncExternalStore(subscribeToFocus, () => document.hasFocus())
  const isRoom = timeline.startsWith('room:')
  const [{ data }] = useQuery({ query: ReadState, variables: { id: window.roomId }, pause: !isRoom })
  const room = data?.room
  const place = room?.membership
  const seq = Math.max(room?.lastSeq ?? 0, window.entries.at(-1)?.seq ?? 0)
  const isUnread = place ? room.messageCount > place.readCount || place.mentionCount > 0 : false
  const isDue = isRoom && isUnread && isLooking && isAtBottom && !window.hasNewer && isOnline && refused !== seq

  useEffect(() => {
    if (!isDue) return undefined
    const input = { roomId: window.roomId, seq }
    const timer = setTimeout(() => {
      const answer = client.mutation(MarkRead, { input }).toPromise()
      // What was refused isn't tried again until there is more to read.
      void answer.then(({ error }) => error && setRefused(seq))
    }, restsFor)
    return () => clearTimeout(timer)
  }, [client, isDue, seq, window.roomId])
}

function subscribeToFocus(listener: () => void) {
  const events = ['focus', 'blur', 'visibilitychange']
  for (const event of events) globalThis.addEventListener(event, listener)
  return () => {
    for (const event of events) globalThis.removeEventListener(event, listener)
  }
}
