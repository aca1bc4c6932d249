import type { MessageDocument } from './document.ts'
import { countEmoji } from './is-emoji.ts'

/** Whether the message is one to six emoji and nothing else: such a message is shown large. */
export function isOnlyEmoji(document: MessageDocument): boolean {
  const [paragraph, ...others] = document.children
  if (paragraph?.type !== 'paragraph' || others.length > 0) return false

  let count = 0
  for (const node of paragraph.children) {
    if (node.type === 'break') continue
    if (node.type !== 'text' && node.type !== 'emoji') return false
    const more = node.type === 'emoji' ? 1 : countEmoji(node.value, 6)
    if (more === null) return false
    count += more
  }
  return count >= 1 && count <= 6
}
