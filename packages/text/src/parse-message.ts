import type { MessageDocument } from './document.ts'
import { parseMarkdown } from './markdown/parse.ts'
import { literalDocument, toDocument } from './markdown/to-document.ts'

/**
 * Parses a message (Markdown, `@mentions`, `:shortcodes:`) into the tree that everybody renders.
 * Never throws, and takes bounded time: a text past `messageLimit`, nested too deeply or built to be slow becomes
 * paragraphs of plain text.
 */
export function parseMessage(message: string): MessageDocument {
  const text = message.replace(/\r\n?/g, '\n')
  const root = parseMarkdown(text)
  return root ? toDocument(root, text) : literalDocument(text)
}
