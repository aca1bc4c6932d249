import { type MessageDocument, parseMessage } from '@parley/text'

const remembered = 600
const trees = new Map<string, MessageDocument>()

/** The message as a tree. Remembers the last ones, since rows come and go while one scrolls. */
export function parsed(text: string): MessageDocument {
  const known = trees.get(text)
  if (known) return known
  const tree = parseMessage(text)
  trees.set(text, tree)
  const [oldest] = trees.keys()
  if (trees.size > remembered && oldest !== undefined) trees.delete(oldest)
  return tree
}
