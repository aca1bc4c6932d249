import { useEffect } from 'react'
import { createStore } from './store.ts'

/** What is on the screen, and what waits unread; together they are the document's title. */
const screen = createStore('')
const waiting = createStore({ count: 0, hasMention: false })

/** Names the document after this screen, as in "Sign in · Parley", as long as the component is there. */
export function useTitle(title: string): void {
  useEffect(() => {
    screen.set(title)
    apply()
  }, [title])
}

/** Puts the number of unread messages before the title and a dot on the icon. */
export function useUnreadTitle(count: number, hasMention: boolean): void {
  useEffect(() => {
    waiting.set({ count, hasMention })
    apply()
  }, [count, hasMention])
}

function apply(): void {
  const { count, hasMention } = waiting.get()
  const name = screen.get() ? `${screen.get()} · Parley` : 'Parley'
  document.title = count > 0 ? `(${count > 99 ? '99+' : count}) ${name}` : name
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  const href = hasMention ? '/favicon-mention.svg' : count > 0 ? '/favicon-unread.svg' : '/favicon.svg'
  if (icon && icon.getAttribute('href') !== href) icon.setAttribute('href', href)
}
