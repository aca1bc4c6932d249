import { type EmojiEntry, emojiEntries, emojiGroupNames, searchEmoji } from '@parley/text/emoji'
import { type KeyboardEvent, memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { VList, type VListHandle } from 'virtua'
import { rememberEmoji, recentEmoji } from './recent-emoji.ts'

const columns = 9

type Row = { kind: 'title'; title: string } | { kind: 'emoji'; entries: readonly EmojiEntry[] }

/** All emoji, with search. Arrow keys move, Enter picks. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState<string>()
  const [recent] = useState(recentEmoji)
  const settled = useDeferredValue(query)
  const list = useRef<VListHandle>(null)
  const input = useRef<HTMLInputElement>(null)
  const rows = useMemo(() => rowsOf(settled, recent), [settled, recent])
  const entries = useMemo(() => rows.flatMap((row) => (row.kind === 'emoji' ? row.entries : [])), [rows])
  const activeIndex = Math.max(
    0,
    entries.findIndex((entry) => entry.shortcode === active),
  )
  const current = entries[activeIndex]

  // The popover has looked for something to focus before this was loaded.
  useEffect(() => input.current?.focus(), [])

  function pick(entry: EmojiEntry | undefined) {
    if (!entry) return
    rememberEmoji(entry.emoji)
    onPick(entry.emoji)
  }

  function move(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key]
    if (event.key === 'Enter') {
      event.preventDefault()
      pick(current)
    }
    if (step === undefined || (query && (event.key === 'ArrowLeft' || event.key === 'ArrowRight'))) return
    event.preventDefault()
    const next = entries[Math.min(entries.length - 1, Math.max(0, activeIndex + step))]
    if (!next) return
    setActive(next.shortcode)
    list.current?.scrollToIndex(
      rows.findIndex((row) => row.kind === 'emoji' && row.entries.includes(next)),
      { align: 'nearest' },
    )
  }

  return (
    <div className="flex h-[22rem] w-[21rem] max-w-[calc(100vw-1rem)] flex-col p-2">
      <input
        ref={input}
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls="emoji-grid"
        aria-activedescendant={current ? `emoji-${current.shortcode}` : undefined}
        aria-label="Search emoji"
        placeholder="Search emoji"
        value={query}
        onKeyDown={move}
        onChange={(event) => {
          setQuery(event.target.value)
          setActive(undefined)
        }}
        className="field mb-1.5 h-9 shrink-0 px-3 text-sm"
      />
      <div id="emoji-grid" role="listbox" aria-label="Emoji" className="min-h-0 flex-1">
        {entries.length === 0 && <p className="py-8 text-center text-sm text-ink-muted">No emoji is called that.</p>}
        <VList ref={list} data={rows} tabIndex={-1} className="!h-full">
          {(row, index) => (
            <PickerRow key={index} row={row} active={current?.shortcode} onPick={pick} onPoint={setActive} />
          )}
        </VList>
      </div>
      <p
        aria-hidden="true"
        className="flex h-8 shrink-0 items-center gap-2 border-t border-line px-1 pt-1.5 text-xs text-ink-muted"
      >
        <span className="text-xl leading-none">{current?.emoji}</span>
        <span className="truncate">{current && `:${current.shortcode}:`}</span>
      </p>
    </div>
  )
}

type PickerRowProps = {
  row: Row
  active: string | undefined
  onPick: (entry: EmojiEntry) => void
  onPoint: (shortcode: string) => void
}

const PickerRow = memo(function PickerRow({ row, active, onPick, onPoint }: PickerRowProps) {
  if (row.kind === 'title')
    return (
      <div role="presentation" className="px-1 pt-2 pb-1 text-xs font-semibold text-ink-muted">
        {row.title}
      </div>
    )
  return (
    <div role="presentation" className="grid grid-cols-9">
      {row.entries.map((entry) => (
        <button
          key={entry.shortcode}
          id={`emoji-${entry.shortcode}`}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={entry.shortcode === active}
          aria-label={entry.shortcode.replaceAll('_', ' ')}
          onClick={() => onPick(entry)}
          onPointerMove={() => onPoint(entry.shortcode)}
          className="grid aspect-square place-items-center rounded-m text-[1.375rem] leading-none aria-selected:bg-pressed"
        >
          {entry.emoji}
        </button>
      ))}
    </div>
  )
})

function rowsOf(query: string, recent: readonly string[]): Row[] {
  if (query.trim()) return lines(searchEmoji(query, 90))
  const used = recent.flatMap((emoji) => emojiEntries.find((entry) => entry.emoji === emoji) ?? [])
  const groups = emojiGroupNames.flatMap((title): Row[] => [
    { kind: 'title', title },
    ...lines(emojiEntries.filter((entry) => entry.group === title && !used.includes(entry))),
  ])
  return used.length > 0 ? [{ kind: 'title', title: 'Used lately' }, ...lines(used), ...groups] : groups
}

function lines(entries: readonly EmojiEntry[]): Row[] {
  const count = Math.ceil(entries.length / columns)
  return Array.from({ length: count }, (_, row) => ({
    kind: 'emoji',
    entries: entries.slice(row * columns, (row + 1) * columns),
  }))
}
