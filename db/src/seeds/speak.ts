import type { UserRow } from '../schema.ts'
import { words } from './data/words.ts'
import type { Random } from './random.ts'

/** Who speaks in an exchange, and the words that were chosen in it so far. */
export type Scene = { people: readonly UserRow[]; chosen: Map<string, string> }

export type Speech = { text: string; mentions: string[]; mentionsAll: boolean }

/** Said anew each time, where everything else stays the same throughout an exchange. */
const fresh = new Set(['d', 'x', 'hello', 'thanks', 'yes', 'happy'])

/** The person that a letter stands for: in a small room one may speak for two. */
export function personOf({ people }: Scene, letter: string): UserRow {
  const person = people[(letter.codePointAt(0) ?? 97) - 97] ?? people[people.length - 1]
  if (!person) throw new Error('Nobody is there to speak.')
  return person
}

/** A turn's text with every ‹blank› filled in. */
export function speak(random: Random, scene: Scene, template: string): Speech {
  const mentions: string[] = []
  const fill = (text: string): string =>
    text.replace(/‹([^‹›]+)›/g, (_, blank: string) => {
      if (blank.includes('|')) return fill(random.pick(blank.split('|')))
      if (!blank.startsWith('@')) return word(blank)
      const { id, username } = personOf(scene, blank.slice(1))
      mentions.push(id)
      return `@${username}`
    })
  const word = (name: string): string => {
    const known = scene.chosen.get(name)
    if (known) return known
    const list = words[name.replace(/\d$/, '')]
    if (!list) throw new Error(`There are no words for ‹${name}›.`)
    const text = fill(random.pick(list))
    if (!fresh.has(name)) scene.chosen.set(name, text)
    return text
  }
  const text = fill(template)
  return { text: template.startsWith('‹') ? capital(text) : text, mentions, mentionsAll: template.includes('@all') }
}

/** The same with two letters in the wrong order: what somebody wrote before they edited it. Null when nothing suits. */
export function mistyped(random: Random, text: string): string | null {
  if (/[`|]|https?:|^[-\d>]/m.test(text)) return null
  const parts = text.split(' ')
  const candidates = parts.flatMap((part, i) => (/^[a-z]{5,}$/.test(part) ? [i] : []))
  if (candidates.length === 0) return null
  const i = random.pick(candidates)
  const part = parts[i] ?? ''
  const at = random.int(1, part.length - 3)
  const wrong = part.slice(0, at) + part[at + 1] + part[at] + part.slice(at + 2)
  return wrong === part ? null : parts.with(i, wrong).join(' ')
}

function capital(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase())
}
