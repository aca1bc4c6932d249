import { createLazyRoute, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { BrowseRooms } from '../features/rooms/BrowseRooms.tsx'
import { DrawerButton } from '../features/sidebar/DrawerButton.tsx'
import { useTitle } from '../lib/use-title.ts'
import { Button } from '../ui/Button.tsx'
import { MainPane, PaneHeader } from '../ui/Panes.tsx'

export const Route = createLazyRoute('/app/browse')({ component: Browse })

function Browse() {
  const navigate = useNavigate()
  useTitle('Browse rooms')
  return (
    <MainPane
      header={
        <PaneHeader>
          <DrawerButton />
          <h1 className="min-w-0 flex-1 truncate text-base font-bold">Browse rooms</h1>
          <Button
            size="s"
            icon={<Plus />}
            onClick={() => void navigate({ to: '.', search: (current) => ({ ...current, dialog: 'new-room' }) })}
          >
            Create a room
          </Button>
        </PaneHeader>
      }
    >
      <BrowseRooms />
    </MainPane>
  )
}
