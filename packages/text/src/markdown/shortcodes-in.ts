import type { Nodes } from 'mdast'
import { parseMarkdown } from './parse.ts'

/** Where the `:shortcodes:` of a text stand, as offsets, in order. */
export function shortcodesIn(text: string): { start: number; end: number }[] {
  const root = text.includes(':') ? parseMarkdown(text) : null
  return root ? find(root) : []
}

function find(node: Nodes): { start: number; end: number }[] {
  if ('children' in node) return node.children.flatMap(find)
  const start = node.position?.start.offset
  const end = node.position?.end.offset
  return node.type === 'shortcode' && start !== undefined && end !== undefined ? [{ start, end }] : []
}
