/** Text to put in place of the selection, and what is selected afterwards, counted from the place's beginning. */
export type Replacement = { from: number; to: number; text: string; select: [number, number] }

const markers: Record<string, string> = { b: '**', i: '_', e: '`' }

/** What Ctrl or ⌘ with this key does to the selection: marks it, or takes the marks away. Null for other keys. */
export function markdownShortcut(key: string, text: string, [from, to]: readonly [number, number]): Replacement | null {
  const marker = markers[key]
  if (!marker) return null
  const selected = text.slice(from, to)
  const size = marker.length
  const isOutside = text.slice(from - size, from) === marker && text.slice(to, to + size) === marker
  if (isOutside) return { from: from - size, to: to + size, text: selected, select: [0, selected.length] }
  if (selected.length > 2 * size && selected.startsWith(marker) && selected.endsWith(marker)) {
    const inner = selected.slice(size, -size)
    return { from, to, text: inner, select: [0, inner.length] }
  }
  return { from, to, text: `${marker}${selected}${marker}`, select: [size, size + selected.length] }
}
