import type { MessageDocument, MessageNode } from './document.ts'

/**
 * The words of a message on one line: for notifications, previews, the live region and the quick switcher.
 * With a `limit` (code points) a longer text is cut and ends in an ellipsis, which counts.
 */
export function plainText(document: MessageDocument, limit = Number.POSITIVE_INFINITY): string {
  const line = wordsOf(document).replace(/\s+/g, ' ').trim()
  if (line.length <= limit) return line
  const points = Array.from(line)
  return points.length <= limit
    ? line
    : `${points
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
}

function wordsOf(node: MessageNode): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'codeBlock':
    case 'mention':
    case 'mentionAll':
    case 'emoji':
      return node.value
    case 'break':
    case 'divider':
      return ' '
    case 'paragraph':
    case 'heading':
    case 'strong':
    case 'emphasis':
    case 'strike':
    case 'link':
    case 'tableCell':
      return node.children.map(wordsOf).join('')
    case 'listItem':
      return (node.checked === null ? '' : node.checked ? '☑ ' : '☐ ') + node.children.map(wordsOf).join(' ')
    case 'document':
    case 'quote':
    case 'list':
    case 'table':
    case 'tableRow':
      return node.children.map(wordsOf).join(' ')
  }
}
