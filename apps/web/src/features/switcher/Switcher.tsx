import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { Compass, Plus, Search, Settings, ShieldCheck, SquarePen } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useQuery } from 'urql'
import { fuzzyFilter } from '../../lib/fuzzy.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { showToast } from '../../ui/toast.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Keys } from '../../ui/Keys.tsx'
import { useViewer } from '../accounts/viewer.ts'
import { PeopleQuery } from '../people/documents.ts'
import { useOpenDirectRoom } from '../people/use-open-direct-room.ts'
import { RoomIcon } from '../rooms/RoomIcon.tsx'
import type { SidebarRoom } from '../sidebar/sidebar-rooms.ts'

type SwitcherProps = { lists: { rooms: readonly SidebarRoom[]; direct: readonly SidebarRoom[] }; onClose: () => void }

const groupClass =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-muted'

/** Ctrl/⌘-K: to any room, any person, and a few places, without the mouse. */
export function Switcher({ lists, onClose }: SwitcherProps) {
  const viewer = useViewer()
  const navigate = useNavigate()
  const [search, setSearch] = useState('')
  const settled = useDebounced(search.trim(), 120)
  const [{ data }] = useQuery({ query: PeopleQuery, variables: { search: settled || null, first: 12 } })
  const { open } = useOpenDirectRoom()

  const waitingFirst = [...lists.rooms, ...lists.direct].toSorted((a, b) => Math.sign(b.unread) - Math.sign(a.unread))
  const rooms = fuzzyFilter(search, waitingFirst, (room) => room.title).slice(0, search ? 12 : 8)
  const talkedTo = new Set(
    rooms.flatMap(({ room }) => (room.directMembers.length === 2 ? room.directMembers.map(({ id }) => id) : [])),
  )
  const people = (data?.users.edges ?? [])
    .map((edge) => edge.node)
    .filter((person) => person.id !== viewer.id && !person.isDeactivated && !talkedTo.has(person.id))
  const matching = fuzzyFilter(search, people, (person) => `${person.name} ${person.username}`).slice(0, 6)
  const places = fuzzyFilter(
    search,
    [
      { label: 'Browse rooms', icon: <Compass />, go: () => navigate({ to: '/browse' }) },
      { label: 'Create a room', icon: <Plus />, go: () => openDialog('new-room') },
      { label: 'New message', icon: <SquarePen />, go: () => openDialog('new-message') },
      {
        label: 'Settings',
        icon: <Settings />,
        go: () => navigate({ to: '/settings/$section', params: { section: 'profile' } }),
      },
      ...(viewer.role === 'ADMIN'
        ? [{ label: 'Administration', icon: <ShieldCheck />, go: () => navigate({ to: '/admin' }) }]
        : []),
    ],
    (place) => place.label,
  )

  function openDialog(dialog: string) {
    return navigate({ to: '.', search: (current) => ({ ...current, dialog }), replace: true })
  }

  async function message(userId: string) {
    const problem = await open([userId])
    if (problem) showToast(problem, { tone: 'danger' })
  }

  return (
    <Dialog title="Jump to a room or a person" isTitleHidden onClose={onClose} className="sm:mb-[12vh]">
      <Command shouldFilter={false} label="Jump to a room or a person" loop className="flex min-h-0 flex-col">
        <div className="flex items-center gap-3 border-b border-line px-4">
          <Search aria-hidden="true" className="size-5 shrink-0 text-ink-faint" />
          <Command.Input
            value={search}
            onValueChange={setSearch}
            placeholder="Jump to a room or a person"
            className="h-13 min-w-0 flex-1 bg-transparent text-lg outline-none focus-visible:outline-none"
          />
          <span className="pointer-coarse:hidden">
            <Keys keys={['Esc']} />
          </span>
        </div>
        <Command.List
          aria-label="Matches"
          className="max-h-[min(24rem,60dvh)] min-h-0 scroll-py-2 overflow-y-auto px-2 pb-2"
        >
          <Command.Empty className="py-12 text-center text-sm text-ink-muted">
            Nothing matches “{search}”.
          </Command.Empty>
          {rooms.length > 0 && (
            <Command.Group heading="Rooms and conversations" className={groupClass}>
              {rooms.map((room) => (
                <Row
                  key={room.id}
                  value={`room ${room.id}`}
                  icon={<RoomIcon room={room.room} viewerId={viewer.id} />}
                  label={room.title}
                  end={
                    <Badge
                      count={room.unread}
                      tone={room.mentions > 0 ? 'accent' : 'quiet'}
                      label={`${room.unread} unread`}
                    />
                  }
                  onSelect={() => void navigate({ to: '/rooms/$roomId', params: { roomId: room.id }, search: {} })}
                />
              ))}
            </Command.Group>
          )}
          {matching.length > 0 && (
            <Command.Group heading="People" className={groupClass}>
              {matching.map((person) => (
                <Row
                  key={person.id}
                  value={`person ${person.id}`}
                  icon={<Avatar user={person} size="xs" presence={person.presence} />}
                  label={person.name}
                  end={<span className="truncate text-xs text-ink-muted">@{person.username}</span>}
                  onSelect={() => void message(person.id)}
                />
              ))}
            </Command.Group>
          )}
          {places.length > 0 && (
            <Command.Group heading="Do" className={groupClass}>
              {places.map((place) => (
                <Row
                  key={place.label}
                  value={`do ${place.label}`}
                  icon={place.icon}
                  label={place.label}
                  onSelect={() => void place.go()}
                />
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </Dialog>
  )
}

type RowProps = { value: string; icon: ReactNode; label: string; end?: ReactNode; onSelect: () => void }

function Row({ value, icon, label, end, onSelect }: RowProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer items-center gap-2.5 rounded-m px-2.5 text-sm [--avatar-ring:var(--raised)] data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent-ink [&>svg]:mx-0.5 [&>svg]:size-4 [&>svg]:shrink-0"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {end}
    </Command.Item>
  )
}
