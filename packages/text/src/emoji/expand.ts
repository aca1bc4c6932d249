import { shortcodesIn } from '../markdown/shortcodes-in.ts'
import { emojiOf } from './search.ts'

/**
 * The message with its known `:shortcodes:` replaced by the characters, those in code left alone: what a composer sends,
 * so that previews, notifications and other clients need no table.
 */
export function expandShortcodes(text: string): string {
  let expanded = ''
  let from = 0
  for (const { start, end } of shortcodesIn(text)) {
    const emoji = emojiOf(text.slice(start + 1, end - 1))
    if (emoji === null) continue
    expanded += text.slice(from, start) + emoji
    from = end
  }
  return expanded + text.slice(from)
}
