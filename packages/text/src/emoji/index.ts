export type { EmojiEntry, EmojiGroup } from './data.ts'
export { emojiEntries, emojiGroupNames } from './data.ts'
export { expandShortcodes } from './expand.ts'
export { emojiOf, searchEmoji } from './search.ts'
