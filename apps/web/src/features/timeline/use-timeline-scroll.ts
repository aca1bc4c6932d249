import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { VListHandle } from 'virtua'
import { useLive } from '../../graphql/live-context.ts'
import type { Row } from './rows.ts'
import type { TimelineKey } from './windows.ts'

const nearBottom = 24
const loadWithin = 1200

type Options = {
  timeline: TimelineKey
  rows: readonly Row[]
  isWhole: boolean
  /** The row where what is new begins; -1 for none. */
  newIndex: number
  readSeq: number | null
}

/** Keeps the live end in view while one is there, loads what one scrolls towards, and never moves what one reads. */
export function useTimelineScroll({ timeline, rows, isWhole, newIndex, readSeq }: Options) {
  const list = useRef<VListHandle>(null)
  const { pages, windows } = useLive()
  const isSticky = useRef(true)
  const [isAtBottom, setIsAtBottom] = useState(true)
  const [isNewAbove, setIsNewAbove] = useState(false)
  const [seen, setSeen] = useState<number | null>(null)
  const offset = useRef(0)
  const isSettled = useRef(false)
  const last = rows.length - 1

  const toBottom = useCallback(() => {
    isSticky.current = true
    if (last >= 0) list.current?.scrollToIndex(last, { align: 'end' })
  }, [last])

  const loadMore = useCallback(() => {
    const { current } = list
    if (!current || !isSettled.current) return
    const below = current.scrollSize - current.scrollOffset - current.viewportSize
    // What fails is asked for again by the next scrolling.
    if (current.scrollOffset < loadWithin) pages.older(timeline).catch(() => {})
    if (below < loadWithin) pages.newer(timeline).catch(() => {})
  }, [pages, timeline])

  const onScroll = useCallback(() => {
    const { current } = list
    if (!current) return
    const below = current.scrollSize - current.scrollOffset - current.viewportSize
    const hasNewer = windows.get(timeline)?.hasNewer ?? false
    // What arrives faster than the view follows it is below the end for a moment: only who scrolls up leaves it.
    const isLeaving = current.scrollOffset < offset.current - 1
    const isEnd = !hasNewer && (below < nearBottom || (isSticky.current && !isLeaving))
    isSticky.current = isEnd
    setIsAtBottom(isEnd)
    offset.current = current.scrollOffset
    if (newIndex >= 0 && isSettled.current) {
      const isAbove = current.findItemIndex(current.scrollOffset) > newIndex
      setIsNewAbove(isAbove)
      if (!isAbove) setSeen(readSeq)
    }
    loadMore()
  }, [windows, timeline, loadMore, newIndex, readSeq])

  const onResize = useCallback(() => {
    if (isSticky.current) toBottom()
  }, [toBottom])

  useLayoutEffect(() => {
    if (isSticky.current) toBottom()
    isSettled.current = isWhole
    loadMore()
  }, [rows, isWhole, toBottom, loadMore])

  // Runs again when a room that was kept is shown again: not every browser remembers the place of what is hidden.
  useLayoutEffect(() => {
    if (!isSticky.current && offset.current > 0) list.current?.scrollTo(offset.current)
  }, [])

  /** Brings a row into the middle; the view stays there. */
  const showRow = useCallback((index: number) => {
    isSticky.current = false
    list.current?.scrollToIndex(index, { align: 'center' })
  }, [])

  return {
    list,
    isAtBottom,
    isNewAbove: isNewAbove && newIndex >= 0 && seen !== readSeq,
    onScroll,
    onResize,
    toBottom,
    showRow,
  }
}
