import type * as Emoji from '@parley/text/emoji'

type EmojiTable = typeof Emoji

let table: EmojiTable | undefined

/** The table of all emoji, fetched when it is first needed. */
export async function loadEmojiTable(): Promise<EmojiTable> {
  table ??= await import('@parley/text/emoji')
  return table
}

/** The table if it is there already. */
export function emojiTable(): EmojiTable | undefined {
  return table
}
