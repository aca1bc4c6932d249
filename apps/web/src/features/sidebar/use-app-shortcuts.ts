import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useLive } from '../../graphql/live-context.ts'
import { hasCommandKey, isTyping } from '../../lib/keys.ts'
import { withoutPane } from '../../routes/search.ts'
import { useWindowKeys } from '../../lib/use-window-keys.ts'
import { neighbour, type SidebarRoom } from './sidebar-rooms.ts'

type Lists = { rooms: readonly SidebarRoom[]; direct: readonly SidebarRoom[] }

/** The shortcuts that work everywhere in the app. ShortcutsDialog lists them. */
export function useAppShortcuts({ rooms, direct }: Lists): void {
  const live = useLive()
  const navigate = useNavigate()
  const { roomId } = useParams({ strict: false })
  const search = useSearch({ strict: false })

  const openDialog = (dialog: string) =>
    void navigate({ to: '.', search: (current) => ({ ...current, dialog }), replace: 'dialog' in search })

  function closePane() {
    void navigate({ to: '.', search: withoutPane })
  }

  useWindowKeys((event) => {
    if (event.defaultPrevented || event.isComposing) return
    const key = event.key.toLowerCase()
    if (hasCommandKey(event) && !event.shiftKey && !event.altKey && key === 'k') {
      event.preventDefault()
      openDialog('switcher')
      return
    }
    if (search.dialog || search.profile) return
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      const candidates = event.shiftKey
        ? [...rooms, ...direct].filter((room) => room.unread > 0 || room.id === roomId)
        : [...rooms, ...direct]
      const step = event.key === 'ArrowDown' ? 1 : -1
      const next = neighbour(candidates, roomId, step)
      if (!next) return
      event.preventDefault()
      void navigate({ to: '/rooms/$roomId', params: { roomId: next.id } })
      const afterNext = neighbour(candidates, next.id, step)
      if (afterNext) live.rooms.prefetch(afterNext.id)
    } else if (event.key === '?' && !isTyping(event.target) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      openDialog('shortcuts')
    } else if (event.key === 'Escape' && (search.thread || search.pane)) {
      closePane()
    }
  })
}
