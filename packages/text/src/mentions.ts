import type { MessageDocument } from './document.ts'
import { parseMessage } from './parse-message.ts'
import { walk } from './walk.ts'

/** How many different people one message can mention; those after are not told. */
export const mentionLimit = 50

export type Mentions = { usernames: string[]; all: boolean }

/** Whom a message mentions: usernames lower-case, each once, in order of appearance, at most `mentionLimit`. */
export function mentionsOf(message: MessageDocument | string): Mentions {
  // Most messages mention nobody, and parsing is a third of what a send costs.
  if (typeof message === 'string' && !message.includes('@')) return { usernames: [], all: false }
  const usernames = new Set<string>()
  let all = false
  for (const node of walk(typeof message === 'string' ? parseMessage(message) : message)) {
    if (node.type === 'mentionAll') all = true
    if (node.type === 'mention' && usernames.size < mentionLimit) usernames.add(node.username)
  }
  return { usernames: [...usernames], all }
}
