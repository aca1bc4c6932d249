import type { Nodes } from 'mdast'
import { messageLimit } from '../limits.ts'

/** Deeper than anybody writes, and shallow enough to recurse over without care. */
const deepest = 24

/** Whether parsing the text as Markdown could take long. Looks at each character once or twice. */
export function exceedsLimits(text: string): boolean {
  return text.length > messageLimit * 2
}

/** Whether the tree is too deep to recurse over. */
export function isTooDeep(root: Nodes): boolean {
  let level: Nodes[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true
    level = level.flatMap((node): Nodes[] => ('children' in node ? node.children : []))
  }
  return false
}
