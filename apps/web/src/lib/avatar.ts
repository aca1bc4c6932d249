/** A hue in degrees that always belongs to this id. Spread by the golden angle, so that neighbours differ. */
export function hueOf(id: string): number {
  let hash = 2166136261
  for (const char of id) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619)
  return Math.round(((hash >>> 0) % 24) * 137.508) % 360
}

/** Letters of the first and, when `count` is 2, of the last word, whatever their script. */
export function initialsOf(name: string, count: 1 | 2 = 2): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const first = firstGrapheme(words[0])
  const last = words.length > 1 && count === 2 ? firstGrapheme(words.at(-1)) : ''
  return (first + last).toLocaleUpperCase() || '?'
}

function firstGrapheme(word: string | undefined): string {
  if (!word) return ''
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word)
  return first?.segment ?? ''
}
