import type * as mdast from 'mdast'
import type { Block, CodeBlock, MessageDocument, Table, TableCell } from '../document.ts'
import { type Source, textToInlines, toInlines } from './to-inlines.ts'

/** The tree of ours for the tree of Markdown that `text` was parsed into. Recursive. */
export function toDocument(root: mdast.Root, text: string): MessageDocument {
  return { type: 'document', children: toBlocks(root.children, { text }) }
}

/** The text as it is: paragraphs and line breaks, nothing else. */
export function literalDocument(text: string): MessageDocument {
  const paragraphs = text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '')
  return {
    type: 'document',
    children: paragraphs.map((value) => ({ type: 'paragraph', children: textToInlines(value) })),
  }
}

function toBlocks(nodes: readonly mdast.RootContent[], source: Source): Block[] {
  return nodes.map((node) => toBlock(node, source))
}

function toBlock(node: mdast.RootContent, source: Source): Block {
  switch (node.type) {
    case 'heading':
      return { type: 'heading', level: node.depth, children: toInlines(node.children, source) }
    case 'code':
      return toCodeBlock(node)
    case 'blockquote':
      return { type: 'quote', children: toBlocks(node.children, source) }
    case 'list':
      return {
        type: 'list',
        start: node.ordered ? (node.start ?? 1) : null,
        children: node.children.map((item) => ({
          type: 'listItem',
          checked: item.checked ?? null,
          children: toBlocks(item.children, source),
        })),
      }
    case 'table':
      return toTable(node, source)
    case 'thematicBreak':
      return { type: 'divider' }
    case 'paragraph':
      return { type: 'paragraph', children: toInlines(node.children, source) }
    default:
      return { type: 'paragraph', children: toInlines([node as mdast.PhrasingContent], source) }
  }
}

/** What follows the fence is a language only when it looks like one; else somebody began their code there. */
function toCodeBlock({ lang, meta, value }: mdast.Code): CodeBlock {
  if (lang && !meta && value !== '' && /^[\w#+.-]{1,32}$/.test(lang))
    return { type: 'codeBlock', language: lang.toLowerCase(), value }
  const info = [lang, meta].filter(Boolean).join(' ')
  return { type: 'codeBlock', language: null, value: [info, value].filter((part) => part !== '').join('\n') }
}

function toTable(node: mdast.Table, source: Source): Table {
  const columns = Math.max(...node.children.map((row) => row.children.length))
  return {
    type: 'table',
    align: Array.from({ length: columns }, (_, i) => node.align?.[i] ?? null),
    children: node.children.map((row) => ({
      type: 'tableRow',
      children: Array.from({ length: columns }, (_, i): TableCell => {
        return { type: 'tableCell', children: toInlines(row.children[i]?.children ?? [], source) }
      }),
    })),
  }
}
