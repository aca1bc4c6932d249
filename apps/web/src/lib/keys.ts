export const isMac = /mac|iphone|ipad/iu.test(globalThis.navigator?.userAgent ?? '')

/** The key that goes with a letter for commands: ⌘ on a Mac, Ctrl elsewhere. */
export function hasCommandKey(event: { metaKey: boolean; ctrlKey: boolean }): boolean {
  return isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
}

/** Whether what is typed now goes into a field. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable=true]') !== null
}
