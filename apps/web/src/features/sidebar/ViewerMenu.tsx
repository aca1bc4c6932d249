import { useNavigate } from '@tanstack/react-router'
import {
  ChevronsUpDown,
  Keyboard,
  LogOut,
  Monitor,
  MonitorSmartphone,
  Moon,
  Settings,
  ShieldCheck,
  Sun,
  UserRound,
} from 'lucide-react'
import { useConnection } from '../../graphql/connection.ts'
import { chooseTheme, type Theme, theme } from '../../lib/theme.ts'
import { useStore } from '../../lib/store.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../../ui/Menu.tsx'
import { useSignOut } from '../accounts/use-sign-out.ts'
import { useViewer } from '../accounts/viewer.ts'

const themeOptions: { value: Theme; label: string; icon: React.ReactNode }[] = [
  { value: 'system', label: 'As the system', icon: <Monitor /> },
  { value: 'light', label: 'Light', icon: <Sun /> },
  { value: 'dark', label: 'Dark', icon: <Moon /> },
]

/** The person's own corner of the sidebar. */
export function ViewerMenu() {
  const viewer = useViewer()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const currentTheme = useStore(theme)
  const { connection } = useConnection()
  const isCutOff = connection.state === 'offline' || connection.state === 'reconnecting'
  const open = (search: { dialog?: string; profile?: string }) =>
    void navigate({ to: '.', search: (current) => ({ ...current, ...search }) })
  const openSettings = (section: string) => void navigate({ to: '/settings/$section', params: { section } })

  return (
    <div className="p-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]">
      <Menu
        side="top"
        className="w-60"
        trigger={
          <button
            type="button"
            className="flex w-full items-center gap-2.5 rounded-l p-1.5 text-left transition-colors hover:bg-hover data-[state=open]:bg-pressed"
          >
            <Avatar user={viewer} presence={isCutOff ? 'OFFLINE' : 'ONLINE'} />
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm leading-tight font-semibold">{viewer.name}</span>
              <span className="block truncate text-xs text-ink-muted">@{viewer.username}</span>
            </span>
            <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
          </button>
        }
      >
        <MenuItem icon={<UserRound />} onSelect={() => open({ profile: viewer.id })}>
          Your profile
        </MenuItem>
        <MenuItem icon={<Settings />} onSelect={() => openSettings('profile')}>
          Settings
        </MenuItem>
        <MenuItem icon={<MonitorSmartphone />} onSelect={() => openSettings('sessions')}>
          Sessions
        </MenuItem>
        {viewer.role === 'ADMIN' && (
          <MenuItem icon={<ShieldCheck />} onSelect={() => void navigate({ to: '/admin' })}>
            Administration
          </MenuItem>
        )}
        <MenuItem icon={<Keyboard />} shortcut={['?']} onSelect={() => open({ dialog: 'shortcuts' })}>
          Keyboard shortcuts
        </MenuItem>
        <MenuSeparator />
        <MenuLabel>Theme</MenuLabel>
        <MenuChoice label="Theme" value={currentTheme} options={themeOptions} onChange={chooseTheme} />
        <MenuSeparator />
        <MenuItem icon={<LogOut />} onSelect={() => void signOut()}>
          Sign out
        </MenuItem>
      </Menu>
    </div>
  )
}
