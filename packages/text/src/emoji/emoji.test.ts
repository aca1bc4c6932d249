import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { emojiLines } from '../../scripts/emoji-lines.ts'
import { isEmoji } from '../is-emoji.ts'
import lines from './data.json' with { type: 'json' }
import { emojiEntries, emojiOf, expandShortcodes, searchEmoji } from './index.ts'

describe('the table of emoji', () => {
  test('is what the generator makes of the data', async () => {
    const readJson = async (path: string): Promise<unknown> =>
      JSON.parse(await readFile(new URL(import.meta.resolve(`emojibase-data/${path}`)), 'utf8'))
    expect(lines).toEqual(await emojiLines(readJson))
  })

  test('holds only what isEmoji accepts, skin tones included', () => {
    const all = emojiEntries.flatMap(({ emoji, skins }) => [emoji, ...skins])
    expect(all.filter((emoji) => !isEmoji(emoji))).toEqual([])
    expect(emojiEntries.length).toBeGreaterThan(1800)
  })

  test('gives each shortcode to one emoji, and only those that the grammar reads', () => {
    const names = emojiEntries.flatMap(({ shortcodes }) => shortcodes)
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => !/^[a-z0-9_+-]{1,50}$/.test(name))).toEqual([])
  })
})

test.each([
  ['tada', '🎉'],
  ['+1', '👍'],
  ['thumbsup', '👍'],
  ['HEART', '❤️'],
  ['wave_tone3', '👋🏽'],
  ['-1_tone5', '👎🏿'],
  ['tada_tone3', null],
  ['nothing_such', null],
  ['', null],
])('emojiOf(%j) is %j', (shortcode, emoji) => {
  expect(emojiOf(shortcode)).toBe(emoji)
})

describe('searchEmoji', () => {
  test('puts exact shortcodes first, then those that begin so', () => {
    expect(searchEmoji('heart', 3).map(({ emoji }) => emoji)[0]).toBe('❤️')
    expect(searchEmoji('thumb', 2).map(({ emoji }) => emoji)).toEqual(['👍', '👎'])
  })

  test('finds by words that are no shortcode', () => {
    expect(searchEmoji('party', 10).map(({ emoji }) => emoji)).toContain('🎉')
    expect(searchEmoji('thumbs up', 1).map(({ emoji }) => emoji)).toEqual(['👍'])
  })

  test('keeps to its limit, and finds nothing for nothing', () => {
    expect(searchEmoji('a', 7)).toHaveLength(7)
    expect(searchEmoji(' ', 7)).toEqual([])
  })
})

test.each([
  ['a :tada: **:+1:**', 'a 🎉 **👍**'],
  [':tada::+1:', '🎉👍'],
  ['`:tada:` \\:tada: :no_such: 10:30:45 std::heart::x', '`:tada:` \\:tada: :no_such: 10:30:45 std::heart::x'],
  ['> :tada:\n\n```\n:tada:\n```', '> 🎉\n\n```\n:tada:\n```'],
  [
    'https://example.org/:tada: [x](https://example.org/:tada:)',
    'https://example.org/:tada: [x](https://example.org/:tada:)',
  ],
])('expandShortcodes(%j) is %j', (text, expanded) => {
  expect(expandShortcodes(text)).toBe(expanded)
})
