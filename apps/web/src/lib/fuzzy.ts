/**
 * How well `query` matches `text`; 0 when it doesn't. Letters must come in order; a start of a word and letters in a row
 * count for more, and so does a short text. Case and accents don't matter.
 */
export function fuzzyScore(query: string, text: string): number {
  const needle = fold(query).replaceAll(/\s+/gu, '')
  const haystack = fold(text)
  if (needle === '') return 1
  const at = haystack.indexOf(needle)
  if (at >= 0) return 100 + (isWordStart(haystack, at) ? 100 : 0) + (at === 0 ? 50 : 0) - haystack.length / 100
  let score = 0
  let from = 0
  let previous = -2
  for (const letter of needle) {
    const found = bestPlace(haystack, letter, { from, previous })
    if (found < 0) return 0
    score += found === previous + 1 ? 8 : isWordStart(haystack, found) ? 6 : 1
    previous = found
    from = found + 1
  }
  // Letters strewn over the text by chance are no match.
  return score >= needle.length * 4 ? score : 0
}

/** The best matches first. Ties keep their order. */
export function fuzzyFilter<T>(query: string, items: readonly T[], textOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, score: fuzzyScore(query, textOf(item)) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ item }) => item)
}

function bestPlace(text: string, letter: string, { from, previous }: { from: number; previous: number }): number {
  const first = text.indexOf(letter, from)
  if (first === previous + 1) return first
  for (let at = first; at >= 0; at = text.indexOf(letter, at + 1)) if (isWordStart(text, at)) return at
  return first
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || /[\s\-_.,@#/]/u.test(text[at - 1] ?? '')
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
}
