import { showToast } from '../../ui/toast.ts'

export function copyText(text: string, what = 'Text'): void {
  navigator.clipboard.writeText(text).then(
    () => showToast(`${what} copied`),
    () => showToast('The browser didn’t let us copy', { tone: 'danger' }),
  )
}

/** The address of one message. */
export function linkTo(roomId: string, messageId: string): string {
  return `${location.origin}/rooms/${encodeURIComponent(roomId)}?message=${encodeURIComponent(messageId)}`
}
