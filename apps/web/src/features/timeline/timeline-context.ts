import { createContext, use } from 'react'
import type { RoomPermission } from '../rooms/documents.ts'

/** What the rows of one timeline can do. The same object while nothing of it changes, so that rows aren't drawn again. */
export type TimelineActions = {
  roomId: string
  place: 'room' | 'thread'
  may: (permission: RoomPermission) => boolean
  edit: (messageId: string | null) => void
  openThread: (messageId: string) => void
  retract: (messageId: string) => void
}

export const TimelineContext = createContext<TimelineActions | null>(null)

export function useTimelineActions(): TimelineActions {
  const actions = use(TimelineContext)
  if (!actions) throw new Error('A message is drawn outside of a timeline')
  return actions
}
