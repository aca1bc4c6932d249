import { showToast } from '../../ui/toast.ts'

export function copyText(text: string, what = 'Text'): void {
  navigator.clipboard.writeText(text).then(
    () => showToast(`${what} copied`),
    () => showToast('The browser didn’t let us copy', { tone: 'danger' }),
  )
}

/** The address of one message; that of a reply opens its thread. */
export function linkTo(roomId: string, message: { id: string; root?: { id: string } | null }): string {
  const search = new URLSearchParams({ ...(message.root && { thread: message.root.id }), message: message.id })
  return `${location.origin}/rooms/${encodeURIComponent(roomId)}?${search}`
}
