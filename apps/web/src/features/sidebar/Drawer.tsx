import { useLocation } from '@tanstack/react-router'
import { Dialog as Primitive } from 'radix-ui'
import { type MouseEvent, type ReactNode, useEffect } from 'react'
import { useStore } from '../../lib/store.ts'
import { useMedia } from '../../lib/use-media.ts'
import { isDrawerOpen } from './drawer.ts'

/** The sidebar's place: a column on wide screens; on phones it slides over the app and goes when something was chosen. */
export function Drawer({ children }: { children: ReactNode }) {
  const isPhone = useMedia('(width < 48rem)')
  const isOpen = useStore(isDrawerOpen)
  const { pathname, searchStr } = useLocation()

  useEffect(() => isDrawerOpen.set(false), [pathname, searchStr])

  if (!isPhone) return <div className="w-[16.5rem] shrink-0">{children}</div>
  return (
    <Primitive.Root open={isOpen} onOpenChange={isDrawerOpen.set}>
      <Primitive.Portal>
        {isOpen && <div className="fixed inset-0 z-30 animate-fade bg-scrim" />}
        <Primitive.Content
          aria-describedby={undefined}
          onClick={closeAfterLink}
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
          }}
          className="fixed inset-y-0 left-0 z-30 w-[min(20rem,86vw)] animate-slide-start bg-canvas outline-none pt-[env(safe-area-inset-top)] shadow-dialog"
        >
          <Primitive.Title className="sr-only">Sidebar</Primitive.Title>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** Also for the room that is open already: its link goes nowhere. */
function closeAfterLink({ target }: MouseEvent) {
  if (target instanceof Element && target.closest('a')) isDrawerOpen.set(false)
}
