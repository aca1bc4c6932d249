import { createContext } from 'react'
import type { Person } from './message-fields.ts'

/** Whom the message around mentions, and who looks at it. */
export const MentionContext = createContext<{ mentions: readonly Person[]; viewerUsername: string }>({
  mentions: [],
  viewerUsername: '',
})
