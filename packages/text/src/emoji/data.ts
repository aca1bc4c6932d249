import lines from './data.json' with { type: 'json' }
import { skinTones, withTone } from './skin-tones.ts'

/** One emoji: `shortcode` is the first of `shortcodes`; `skins` are from light to dark, none for most. */
export type EmojiEntry = {
  emoji: string
  shortcode: string
  shortcodes: string[]
  words: string[]
  group: EmojiGroup
  skins: string[]
}

export const emojiGroupNames = [
  'Smileys & emotion',
  'People & body',
  'Animals & nature',
  'Food & drink',
  'Travel & places',
  'Activities',
  'Objects',
  'Symbols',
  'Flags',
] as const
export type EmojiGroup = (typeof emojiGroupNames)[number]

/** Every emoji, in the usual order of pickers. */
export const emojiEntries: readonly EmojiEntry[] = lines.map(readLine)

function readLine(line: string): EmojiEntry {
  const [emoji = '', group, names = '', words = '', skins = ''] = line.split('|')
  const shortcodes = names.split(' ')
  return {
    emoji,
    shortcode: shortcodes[0] ?? '',
    shortcodes,
    words: words.split(' ').filter(Boolean),
    group: emojiGroupNames[Number(group)] ?? 'Symbols',
    skins: skins === '*' ? skinTones.map((tone) => withTone(emoji, tone)) : skins.split(' ').filter(Boolean),
  }
}
