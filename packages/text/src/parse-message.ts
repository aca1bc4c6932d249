import type { MessageDocument } from './document.ts'
import { exceedsLimits, isTooDeep } from './markdown/limits.ts'
import { parseMarkdown } from './markdown/parse.ts'
import { literalDocument, toDocument } from './markdown/to-document.ts'

/**
 * Parses a message (Markdown, `@mentions`, `:shortcodes:`) into the tree that everybody renders.
 * Never throws, and takes bounded time: a text past `messageLimit`, nested too deeply or built to be slow becomes
 * paragraphs of plain text.
 */
export function parseMessage(message: string): MessageDocument {
  const text = message.replace(/\r\n?/g, '\n')
  if (exceedsLimits(text)) return literalDocument(text)
  try {
    const root = parseMarkdown(text)
    return isTooDeep(root) ? literalDocument(text) : toDocument(root, text)
  } catch {
    // The Markdown parser has thrown on strange input before; the message must be readable all the same.
    return literalDocument(text)
  }
}
