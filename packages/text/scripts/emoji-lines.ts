import { skinTones, withTone } from '../src/emoji/skin-tones.ts'
import { tidyEmoji } from '../src/is-emoji.ts'

type Base = {
  hexcode: string
  unicode: string
  label: string
  group?: number
  order?: number
  tags?: string[]
  skins?: Base[]
}
type Shortcodes = Record<string, string | string[]>

/**
 * The emoji in their usual order, each `emoji|group|shortcodes|words|skins`, lists separated by spaces. Skins are five emoji, or `*`
 * when they are made by putting the tone after the first character. Emoji newer than this runtime's Unicode are left out, since `isEmoji` would refuse them.
 */
export async function emojiLines(readJson: (path: string) => Promise<unknown>): Promise<string[]> {
  const all = (await readJson('en/compact.json')) as Base[]
  const github = (await readJson('en/shortcodes/github.json')) as Shortcodes
  const emojibase = (await readJson('en/shortcodes/emojibase.json')) as Shortcodes
  const namesOf = (base: Base) => [github[base.hexcode] ?? [], emojibase[base.hexcode] ?? []].flat()

  const taken = new Set<string>()
  const lines: string[] = []
  for (const base of all.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))) {
    const emoji = tidyEmoji(base.unicode)
    const names = [...new Set(namesOf(base))].filter((name) => !taken.has(name))
    // Groupless ones are the bare regional indicators; group 2 is the bare skin tones and hair styles.
    if (emoji === null || base.group === undefined || base.group === 2 || names.length === 0) continue
    for (const name of names) taken.add(name)
    const words = new Set([...base.label.toLowerCase().split(/[^\p{L}\p{N}+]+/u), ...(base.tags ?? [])])
    for (const part of names.flatMap((name) => [name, ...name.split('_')])) words.delete(part)
    lines.push(
      [emoji, groupIndex(base.group), names.join(' '), [...words].filter(Boolean).join(' '), skinsOf(base, emoji)].join(
        '|',
      ),
    )
  }
  return lines
}

function skinsOf(base: Base, emoji: string) {
  // With people of two tones there are 25: the five of one tone are kept.
  const skins = (base.skins ?? [])
    .map((skin) => tidyEmoji(skin.unicode))
    .filter((skin) => skin !== null && new Set(skin.match(/[\u{1f3fb}-\u{1f3ff}]/gu)).size === 1)
  if (skins.length !== skinTones.length) return ''
  return skins.every((skin, i) => skin === withTone(emoji, skinTones[i] ?? '')) ? '*' : skins.join(' ')
}

/** Without the group of components, which is number 2 there. */
function groupIndex(group: number) {
  return group > 2 ? group - 1 : group
}
