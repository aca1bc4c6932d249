import { createLazyRoute, useNavigate } from '@tanstack/react-router'
import { Activity, useState } from 'react'
import { OpenRoom } from '../features/rooms/OpenRoom.tsx'
import { RoomDetails } from '../features/rooms/RoomDetails.tsx'
import { ThreadPane } from '../features/threads/ThreadPane.tsx'
import { withoutPane } from './search.ts'
import { useWindow } from '../features/timeline/windows.ts'

export const Route = createLazyRoute('/app/rooms/$roomId')({ component: RoomRoute })

const atMost = 8

/** The room that is open, and behind it, hidden, those that were open before: going back to one draws nothing anew, and finds the place one left. */
function RoomRoute() {
  const { roomId } = Route.useParams()
  const { thread, pane, message } = Route.useSearch()
  const navigate = useNavigate()
  const isLoaded = useWindow(`room:${roomId}`) !== undefined
  const kept = useKept(roomId)

  const closePane = () => void navigate({ to: '.', search: withoutPane })

  return (
    <>
      {kept.map((id) => (
        <Activity key={id} mode={id === roomId ? 'visible' : 'hidden'}>
          <OpenRoom roomId={id} target={id === roomId && !thread ? message : undefined} />
        </Activity>
      ))}
      {isLoaded && thread && (
        <ThreadPane key={thread} roomId={roomId} rootId={thread} target={message} onClose={closePane} />
      )}
      {isLoaded && !thread && pane === 'details' && <RoomDetails key={roomId} roomId={roomId} onClose={closePane} />}
    </>
  )
}

/** The rooms to keep, in the order they were first opened, for what is moved in the document loses its scrolling. */
function useKept(roomId: string): readonly string[] {
  const [recent, setRecent] = useState([roomId])
  const [kept, setKept] = useState(recent)
  if (recent[0] !== roomId) {
    const next = [roomId, ...recent.filter((id) => id !== roomId)].slice(0, atMost)
    setRecent(next)
    setKept([...kept.filter((id) => next.includes(id)), ...(kept.includes(roomId) ? [] : [roomId])])
  }
  return kept
}
