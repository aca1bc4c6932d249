/** What is being typed that can be completed, and where it begins in the text. */
export type Trigger = { kind: 'mention' | 'emoji'; query: string; from: number }

const mention = /(?:^|[\s([{"'])@([\p{L}\p{N}._-]{0,32})$/u
const emoji = /(?:^|[\s([{"'])(:[a-z0-9_+-]{2,32})$/iu

/** The `@name` or `:emoji` that ends at the caret, or null. */
export function triggerAt(text: string, caret: number): Trigger | null {
  const before = text.slice(Math.max(0, caret - 40), caret)
  const name = mention.exec(before)?.[1]
  if (name !== undefined) return { kind: 'mention', query: name, from: caret - name.length - 1 }
  const code = emoji.exec(before)?.[1]
  if (code !== undefined) return { kind: 'emoji', query: code.slice(1), from: caret - code.length }
  return null
}

/** Whether the caret is in a code block that isn't closed yet: there Enter begins a new line. */
export function isInFence(text: string, caret: number): boolean {
  const fences = text.slice(0, caret).match(/^ {0,3}(?:```|~~~)/gmu)
  return fences !== null && fences.length % 2 === 1
}
