import { memo, type ReactNode } from 'react'
import { MessageRow } from '../messages/MessageRow.tsx'
import { UnsentRow } from '../messages/UnsentRow.tsx'
import { DayDivider, UnreadDivider } from './Dividers.tsx'
import type { Row } from './rows.ts'
import { LoadingRows } from './TimelineSkeleton.tsx'

type TimelineRowProps = {
  row: Row
  start: ReactNode
  isTabStop: boolean
  isEditing: boolean
  isHighlighted: boolean
  onFocus: (key: string) => void
}

export const TimelineRow = memo(function TimelineRow({ row, start, onFocus, ...state }: TimelineRowProps) {
  switch (row.kind) {
    case 'start':
      return start
    case 'older':
    case 'newer':
      return <LoadingRows />
    case 'day':
      return <DayDivider day={row.date} />
    case 'unread':
      return <UnreadDivider />
    case 'acknowledged':
      return (
        <div onFocus={() => onFocus(row.key)}>
          <MessageRow id={row.entry.id} isFirst={row.isFirst} {...state} />
        </div>
      )
    case 'pending':
    case 'failed':
      return <UnsentRow message={row.message} isFirst={row.isFirst} />
  }
})
