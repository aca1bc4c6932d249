import { createLazyRoute, useNavigate } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { RoomDetailsQuery } from '../features/rooms/documents.ts'
import { RoomDetails } from '../features/rooms/RoomDetails.tsx'
import { RoomHeader } from '../features/rooms/RoomHeader.tsx'
import { writeStored } from '../lib/storage.ts'
import { MainPane } from '../ui/Panes.tsx'
import { NotFound, Pending } from './states.tsx'

export const Route = createLazyRoute('/app/rooms/$roomId')({ component: Room })

function Room() {
  const { roomId } = Route.useParams()
  const { pane } = Route.useSearch()
  const navigate = useNavigate()
  const [{ data, fetching }] = useQuery({ query: RoomDetailsQuery, variables: { id: roomId } })
  const room = data?.room
  if (!room) return fetching ? <Pending /> : <NotFound />
  writeStored('lastRoom', room.id)
  return (
    <>
      <MainPane header={<RoomHeader room={room} />}>{null}</MainPane>
      {pane === 'details' && (
        <RoomDetails
          roomId={room.id}
          onClose={() => void navigate({ to: '.', search: (current) => ({ ...current, pane: undefined }) })}
        />
      )}
    </>
  )
}
