import { useQuery } from 'urql'
import { useTitle } from '../../lib/use-title.ts'
import { MainPane, PaneHeader } from '../../ui/Panes.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useViewer } from '../accounts/viewer.ts'
import { AppQuery, type SidebarMembership } from '../sidebar/app-query.ts'
import { DrawerButton } from '../sidebar/DrawerButton.tsx'
import { TimelineSkeleton } from '../timeline/TimelineSkeleton.tsx'
import { RoomIcon } from './RoomIcon.tsx'
import { roomTitle } from './room-title.ts'

/** A room until its messages are there. What the sidebar knows of it is shown at once. */
export function RoomOnItsWay({ roomId }: { roomId: string }) {
  const [{ data }] = useQuery({ query: AppQuery })
  const known = data?.viewer?.memberships.edges.find(({ node }) => node.room.id === roomId)?.node.room
  return (
    <MainPane
      header={
        <PaneHeader>
          <DrawerButton />
          {known ? <KnownRoom room={known} /> : <Skeleton className="h-4 w-36" />}
        </PaneHeader>
      }
    >
      <TimelineSkeleton />
    </MainPane>
  )
}

function KnownRoom({ room }: { room: SidebarMembership['room'] }) {
  const viewer = useViewer()
  const title = roomTitle(room, viewer.id)
  useTitle(title)
  return (
    <>
      <RoomIcon room={room} viewerId={viewer.id} className="text-ink-muted" />
      <div className="flex min-w-0 flex-1 items-baseline gap-3 max-md:flex-col max-md:items-start max-md:gap-0">
        <h1 className="max-w-full truncate text-base leading-tight font-bold md:max-w-[50%]">{title}</h1>
        {room.kind !== 'DIRECT' && (
          <p className="max-w-full truncate text-sm text-ink-muted max-md:text-xs">{room.topic}</p>
        )}
      </div>
    </>
  )
}
