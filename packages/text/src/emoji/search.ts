import { type EmojiEntry, emojiEntries } from './data.ts'

const byShortcode = new Map(emojiEntries.flatMap((entry) => entry.shortcodes.map((name) => [name, entry] as const)))

/** The emoji of a shortcode without its colons (`tada`; `wave_tone3` with a skin tone, 1 light to 5 dark), or null. */
export function emojiOf(shortcode: string): string | null {
  const name = shortcode.toLowerCase()
  const known = byShortcode.get(name)
  if (known) return known.emoji
  const [, plain = '', tone] = /^(.+)_tone([1-5])$/.exec(name) ?? []
  return byShortcode.get(plain)?.skins[Number(tone) - 1] ?? null
}

/**
 * The best matches for what was typed after a colon or in a picker's search, best first: exact shortcodes, then those
 * that begin so, then search words, then parts. Of several words each must match. An empty query finds nothing.
 */
export function searchEmoji(query: string, limit: number): EmojiEntry[] {
  const terms = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (terms.length === 0) return []
  return emojiEntries
    .map((entry) => ({ entry, rank: Math.max(...terms.map((term) => rankOf(entry, term))) }))
    .filter(({ rank }) => rank < unmatched)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ entry }) => entry)
}

const unmatched = 6

function rankOf({ shortcodes, words }: EmojiEntry, term: string) {
  if (shortcodes.includes(term)) return 0
  if (shortcodes.some((name) => name.startsWith(term))) return 1
  if (words.includes(term)) return 2
  if (shortcodes.some((name) => name.includes(`_${term}`))) return 3
  if (words.some((word) => word.startsWith(term))) return 4
  return shortcodes.some((name) => name.includes(term)) ? 5 : unmatched
}
