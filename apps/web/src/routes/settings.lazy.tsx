import { createLazyRoute, Link, notFound } from '@tanstack/react-router'
import { KeyRound, MonitorSmartphone, Palette, UserRound } from 'lucide-react'
import { AppearanceSettings } from '../features/settings/AppearanceSettings.tsx'
import { PasswordSettings } from '../features/settings/PasswordSettings.tsx'
import { ProfileSettings } from '../features/settings/ProfileSettings.tsx'
import { SessionSettings } from '../features/settings/SessionSettings.tsx'
import { DrawerButton } from '../features/sidebar/DrawerButton.tsx'
import { useTitle } from '../lib/use-title.ts'
import { MainPane, PaneHeader } from '../ui/Panes.tsx'

export const Route = createLazyRoute('/app/settings/$section')({ component: Settings })

const sections = [
  { id: 'profile', title: 'Profile', icon: <UserRound />, Content: ProfileSettings },
  { id: 'appearance', title: 'Appearance', icon: <Palette />, Content: AppearanceSettings },
  { id: 'password', title: 'Password', icon: <KeyRound />, Content: PasswordSettings },
  { id: 'sessions', title: 'Sessions', icon: <MonitorSmartphone />, Content: SessionSettings },
]

function Settings() {
  const { section: id } = Route.useParams()
  const section = sections.find((each) => each.id === id)
  useTitle(section ? `${section.title} · Settings` : 'Settings')
  if (!section) throw notFound()
  return (
    <MainPane
      header={
        <PaneHeader>
          <DrawerButton />
          <h1 className="text-base font-bold">Settings</h1>
        </PaneHeader>
      }
    >
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        <nav
          aria-label="Settings"
          className="no-scrollbar flex shrink-0 gap-1 border-line p-2 max-md:overflow-x-auto max-md:border-b md:w-52 md:flex-col md:border-r md:p-3"
        >
          {sections.map(({ id: to, title, icon }) => (
            <Link
              key={to}
              to="/settings/$section"
              params={{ section: to }}
              className="flex h-9 shrink-0 items-center gap-2.5 rounded-m px-2.5 text-sm font-medium text-ink-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-ink max-md:px-3 max-md:[&_svg]:hidden [&_svg]:size-4"
            >
              {icon}
              {title}
            </Link>
          ))}
        </nav>
        <div className="min-h-0 flex-1 overflow-y-auto px-4 py-6 md:px-10 md:py-8">
          <section.Content />
        </div>
      </div>
    </MainPane>
  )
}
