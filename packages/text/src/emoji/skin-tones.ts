/** From light to dark. */
export const skinTones = ['🏻', '🏼', '🏽', '🏾', '🏿']

/** The emoji with the tone after its first character, which is where most have it. */
export function withTone(emoji: string, tone: string): string {
  const [first = '', ...rest] = emoji
  return [first, tone, ...(rest[0] === '\ufe0f' ? rest.slice(1) : rest)].join('')
}
