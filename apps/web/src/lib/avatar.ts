const hues = [12, 45, 85, 140, 185, 225, 262, 298, 338] as const

/** A hue in degrees that always belongs to this id: one of nine that the eye tells apart. */
export function hueOf(id: string): number {
  let hash = 2166136261
  for (const char of id) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619)
  // Ids made in one moment differ in few letters: without this their hues would be alike.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hues[((hash ^ (hash >>> 16)) >>> 0) % hues.length] ?? hues[0]
}

const known = new Map<string, string>()
let segmenter: Intl.Segmenter | undefined

/** Letters of the first and, when `count` is 2, of the last word, whatever their script. */
export function initialsOf(name: string, count: 1 | 2 = 2): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const first = firstGrapheme(words[0])
  const last = words.length > 1 && count === 2 ? firstGrapheme(words.at(-1)) : ''
  return (first + last).toLocaleUpperCase() || '?'
}

function firstGrapheme(word: string | undefined): string {
  if (!word) return ''
  const before = known.get(word)
  if (before !== undefined) return before
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  const [first] = segmenter.segment(word)
  known.set(word, first?.segment ?? '')
  return first?.segment ?? ''
}
