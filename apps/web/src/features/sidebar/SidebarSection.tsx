import { ChevronDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { cx } from '../../lib/cx.ts'
import { readStored, writeStored } from '../../lib/storage.ts'
import type { SidebarRoom } from './sidebar-rooms.ts'

type SidebarSectionProps = {
  id: string
  title: string
  rooms: readonly SidebarRoom[]
  action: ReactNode
  empty: string
  children: (room: SidebarRoom) => ReactNode
}

/** Folds away and remembers that; what is unread stays in sight. */
export function SidebarSection({ id, title, rooms, action, empty, children }: SidebarSectionProps) {
  const [isFolded, setIsFolded] = useState(() => readStored(`folded.${id}`) === '1')
  const visible = isFolded ? rooms.filter((room) => room.unread > 0) : rooms

  function toggle() {
    writeStored(`folded.${id}`, isFolded ? null : '1')
    setIsFolded(!isFolded)
  }

  return (
    <section aria-labelledby={`section-${id}`} className="mt-3 first:mt-1">
      <div className="group flex h-7 items-center pr-0.5">
        <h2 id={`section-${id}`} className="min-w-0 flex-1">
          <button
            type="button"
            aria-expanded={!isFolded}
            onClick={toggle}
            className="flex h-7 items-center gap-1 rounded-m pr-2 pl-1 text-xs font-semibold text-ink-muted hover:text-ink"
          >
            <ChevronDown
              aria-hidden="true"
              className={cx('size-3.5 transition-transform duration-150', isFolded && '-rotate-90')}
            />
            {title}
          </button>
        </h2>
        {action}
      </div>
      {visible.length > 0 && <ul className="flex flex-col gap-px">{visible.map(children)}</ul>}
      {rooms.length === 0 && <p className="px-2 py-1 text-sm text-ink-faint">{empty}</p>}
    </section>
  )
}
