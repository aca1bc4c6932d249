import type * as mdast from 'mdast'
import type { Inline, Text } from '../document.ts'
import { isUsername } from '../usernames.ts'
import { safeHref } from './links.ts'

/** What the nodes were read from, and whether they stand in a link, where nothing else can be clicked. */
export type Source = { text: string; inLink?: boolean }

export function toInlines(nodes: readonly mdast.PhrasingContent[], source: Source): Inline[] {
  return joinTexts(nodes.flatMap((node) => toInline(node, source)))
}

function toInline(node: mdast.PhrasingContent, source: Source): Inline[] {
  switch (node.type) {
    case 'text':
      return textToInlines(node.value)
    case 'break':
      return [{ type: 'break' }]
    case 'strong':
      return [{ type: 'strong', children: toInlines(node.children, source) }]
    case 'emphasis':
      return [{ type: 'emphasis', children: toInlines(node.children, source) }]
    case 'delete':
      return [{ type: 'strike', children: toInlines(node.children, source) }]
    case 'inlineCode':
      return [{ type: 'inlineCode', value: node.value }]
    case 'link':
      return toLink(node, node.children, source)
    case 'image':
      return toLink(node, [{ type: 'text', value: node.alt || node.url }], source)
    case 'mention':
      return [toMention(node.value, source)]
    case 'shortcode':
      return [{ type: 'emoji', shortcode: node.value.slice(1, -1).toLowerCase(), value: node.value }]
    default:
      return asWritten(node, source)
  }
}

function toLink(node: mdast.Link | mdast.Image, label: mdast.PhrasingContent[], source: Source): Inline[] {
  const href = safeHref(node.url)
  if (href === null) return asWritten(node, source)
  if (source.inLink) return toInlines(label, source)
  const children = toInlines(label, { ...source, inLink: true })
  return [{ type: 'link', href, children: children.length > 0 ? children : [{ type: 'text', value: href }] }]
}

function toMention(value: string, source: Source): Inline {
  const username = value.slice(1).toLowerCase()
  if (source.inLink) return { type: 'text', value }
  if (username === 'all') return { type: 'mentionAll', value }
  return isUsername(username) ? { type: 'mention', username, value } : { type: 'text', value }
}

/** The node's own source, for what this grammar doesn't have or doesn't allow; its words where it was found by them. */
function asWritten(node: mdast.PhrasingContent, source: Source): Inline[] {
  const start = node.position?.start.offset
  if (start !== undefined) return textToInlines(source.text.slice(start, node.position?.end.offset))
  return 'children' in node ? toInlines(node.children, source) : []
}

/** In a chat a single newline is a line break. */
export function textToInlines(value: string): Inline[] {
  return value
    .split('\n')
    .flatMap((line, i): Inline[] => [
      ...(i > 0 ? [{ type: 'break' as const }] : []),
      ...(line === '' ? [] : [{ type: 'text' as const, value: line }]),
    ])
}

function joinTexts(nodes: readonly Inline[]): Inline[] {
  const joined: Inline[] = []
  let text: Text | undefined
  for (const node of nodes) {
    if (node.type !== 'text') {
      joined.push(node)
      text = undefined
    } else if (text) {
      text.value += node.value
    } else {
      text = { ...node }
      joined.push(text)
    }
  }
  return joined
}
