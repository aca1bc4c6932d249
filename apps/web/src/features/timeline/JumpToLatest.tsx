import { ArrowDown } from 'lucide-react'
import { useState } from 'react'
import { useViewer } from '../accounts/viewer.ts'
import type { Entry } from './window.ts'

type JumpToLatestProps = {
  entries: readonly Entry[]
  isAtBottom: boolean
  hasNewer: boolean
  onJump: () => void
}

/** Shown away from the live end, with how many others wrote since one left it. */
export function JumpToLatest({ entries, isAtBottom, hasNewer, onJump }: JumpToLatestProps) {
  const viewer = useViewer()
  const [leftAt, setLeftAt] = useState<number | null>(null)
  const newest = entries.at(-1)?.seq ?? 0
  if (isAtBottom && leftAt !== null) setLeftAt(null)
  if (!isAtBottom && leftAt === null) setLeftAt(newest)
  if (isAtBottom) return null

  let count = 0
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index]
    if (!entry || entry.seq <= (leftAt ?? newest)) break
    if (entry.authorId !== viewer.id) count += 1
  }
  const text = count === 0 || hasNewer ? 'Jump to latest' : count === 1 ? '1 new message' : `${count} new messages`
  return (
    <button
      type="button"
      onClick={onJump}
      className="absolute bottom-3 left-1/2 flex h-8 -translate-x-1/2 animate-rise items-center gap-1.5 rounded-full bg-accent pr-3.5 pl-3 text-sm font-semibold text-on-accent shadow-pop hover:bg-accent-hover"
    >
      <ArrowDown aria-hidden="true" className="size-4" />
      {text}
    </button>
  )
}
