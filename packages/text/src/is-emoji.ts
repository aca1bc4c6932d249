const oneEmoji = /^\p{RGI_Emoji}$/v
const leadingEmoji = /^\p{RGI_Emoji}/v
const emojiStyle = /\ufe0f/g

/** Whether the text is exactly one emoji recommended for interchange, skin tones and joined sequences included. */
export function isEmoji(text: string): boolean {
  return oneEmoji.test(text)
}

/** The one right spelling of an emoji, or null when it is none: keyboards and pickers add or omit the style selector. */
export function tidyEmoji(text: string): string | null {
  if (text.length > 64) return null
  const bare = text.replace(emojiStyle, '')
  return [text, bare, `${bare}\ufe0f`].find(isEmoji) ?? null
}

/** How many emoji the text consists of, white space aside; null when there is anything else, or more than `most`. */
export function countEmoji(text: string, most: number): number | null {
  let rest = text.trimStart()
  let count = 0
  while (rest !== '') {
    const match = leadingEmoji.exec(rest)
    count += 1
    if (!match || count > most) return null
    rest = rest.slice(match[0].length).trimStart()
  }
  return count
}
