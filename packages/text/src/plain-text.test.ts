import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMessage } from './parse-message.ts'
import { plainText } from './plain-text.ts'

describe('plainText', () => {
  test.each([
    ['**Hello** _you_ `code`', 'Hello you code'],
    ['# Title\ntext\nmore', 'Title text more'],
    ['> quote\n\nanswer', 'quote answer'],
    ['- [x] done\n- [ ] open\n- other', '☑ done ☐ open other'],
    ['| a | b |\n|---|---|\n| 1 | 2 |', 'a b 1 2'],
    ['```ts\nconst a = 1\nconst b = 2\n```', 'const a = 1 const b = 2'],
    ['see [the docs](https://example.org) ![cat](https://example.org/cat.png)', 'see the docs cat'],
    ['hi @Ann :tada:', 'hi @Ann :tada:'],
    ['<b>x</b>', '<b>x</b>'],
    ['', ''],
  ])('of %j is %j', (text, line) => {
    expect(plainText(parseMessage(text))).toBe(line)
  })

  test('is cut to a limit of code points', () => {
    expect(plainText(parseMessage('one two three'), 8)).toBe('one two…')
    expect(plainText(parseMessage('👍👍👍'), 3)).toBe('👍👍👍')
    expect(plainText(parseMessage('👍👍👍👍'), 3)).toBe('👍👍…')
  })

  test('has every word of the message, in order, whatever stands around them', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefgh'.split('')), minLength: 1, maxLength: 6 })
    const inline = fc.constantFrom<(w: string) => string>(
      (w) => w,
      (w) => `**${w}**`,
      (w) => `_${w}_`,
      (w) => `~~${w}~~`,
      (w) => `\`${w}\``,
      (w) => `[${w}](https://example.org)`,
      (w) => `[${w}](javascript:x)`,
      (w) => `<b>${w}</b>`,
    )
    const block = fc.constantFrom('', '# ', '> ', '- ', '1. ', '- [ ] ', '> - ', '[x]: ')
    const line = fc.record({ block, words: fc.array(fc.tuple(word, inline), { minLength: 1, maxLength: 5 }) })

    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\n\n'), (lines, newline) => {
        const text = lines
          .map(({ block: prefix, words }) => prefix + words.map(([w, wrap]) => wrap(w)).join(' '))
          .join(newline)
        const plain = plainText(parseMessage(text))
        let from = 0
        for (const [w] of lines.flatMap(({ words }) => words)) {
          const found = plain.indexOf(w, from)
          expect(found, `${w} of ${JSON.stringify(text)} in ${plain}`).toBeGreaterThanOrEqual(from)
          from = found + w.length
        }
      }),
    )
  })
})
