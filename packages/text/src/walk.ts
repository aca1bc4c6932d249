import type { MessageNode } from './document.ts'

/** The node and all below it, in reading order. */
export function* walk(node: MessageNode): Generator<MessageNode> {
  yield node
  if (!('children' in node)) return
  for (const child of node.children) yield* walk(child)
}
