import { type RefObject, useEffect } from 'react'

/** Within `container`, arrow keys, Home and End move the focus among the elements that match; only one of them need be a tab stop. */
export function useRovingFocus(container: RefObject<HTMLElement | null>, selector: string): void {
  useEffect(() => {
    const element = container.current
    if (!element) return
    const onKeyDown = (event: KeyboardEvent) => moveFocus(event, [...element.querySelectorAll<HTMLElement>(selector)])
    element.addEventListener('keydown', onKeyDown)
    return () => element.removeEventListener('keydown', onKeyDown)
  }, [container, selector])
}

function moveFocus(event: KeyboardEvent, items: HTMLElement[]): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return
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
