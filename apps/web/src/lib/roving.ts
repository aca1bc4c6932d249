import type { KeyboardEvent } from 'react'

/** Arrow keys, Home and End move the focus among the elements that match; only one of them need be a tab stop. */
export function moveFocus(event: KeyboardEvent<HTMLElement>, selector: string): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)]
  const index = items.indexOf(document.activeElement as HTMLElement)
  if (index < 0) return
  const target = {
    ArrowDown: items[index + 1],
    ArrowUp: items[index - 1],
    Home: items[0],
    End: items.at(-1),
  }[event.key]
  if (!target) return
  event.preventDefault()
  target.focus()
}
