import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { SidebarRoom } from './sidebar-rooms.ts'

const Switcher = lazy(() => import('../switcher/Switcher.tsx').then((file) => ({ default: file.Switcher })))
const NewRoomDialog = lazy(() => import('../rooms/NewRoomDialog.tsx').then((file) => ({ default: file.NewRoomDialog })))
const NewMessageDialog = lazy(() =>
  import('../people/NewMessageDialog.tsx').then((file) => ({ default: file.NewMessageDialog })),
)
const ProfileDialog = lazy(() =>
  import('../people/ProfileDialog.tsx').then((file) => ({ default: file.ProfileDialog })),
)
const ShortcutsDialog = lazy(() =>
  import('../switcher/ShortcutsDialog.tsx').then((file) => ({ default: file.ShortcutsDialog })),
)

type AppDialogsProps = { lists: { rooms: readonly SidebarRoom[]; direct: readonly SidebarRoom[] } }

/** The dialogs that the address names, as in `?dialog=new-room` or `?profile=…`. Each is loaded when it is first asked for. */
export function AppDialogs({ lists }: AppDialogsProps) {
  const { dialog, profile } = useSearch({ strict: false })
  const navigate = useNavigate()
  const close = () =>
    void navigate({
      to: '.',
      search: (current) => ({ ...current, dialog: undefined, profile: undefined }),
      replace: true,
    })

  return (
    <Suspense>
      {profile && !dialog && <ProfileDialog key={profile} userId={profile} onClose={close} />}
      {dialog === 'switcher' && <Switcher lists={lists} onClose={close} />}
      {dialog === 'new-room' && <NewRoomDialog onClose={close} />}
      {dialog === 'new-message' && <NewMessageDialog onClose={close} />}
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={close} />}
    </Suspense>
  )
}
