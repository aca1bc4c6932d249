import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { messageLimit } from '../limits.ts'
import { parseMessage } from '../parse-message.ts'
import { plainText } from '../plain-text.ts'
import { exceedsLimits } from './limits.ts'

// In milliseconds: many times what the worst takes, and far less than it would take without the limits.
const allowed = 500

/** The best of ten tries. */
function timeOf(text: string) {
  let best = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 10 && best >= allowed; tries += 1) {
    const start = performance.now()
    parseMessage(text)
    best = Math.min(best, performance.now() - start)
  }
  return best
}

function repeatTo(unit: string, length = messageLimit) {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
}

const units =
  '*|**a |*_|*a_ |_*~|~a ~~a |`|`[|`a ``b |[|]|[](|[a](|[a](b|![[|<|>|> |- |1. |>>>a |- a\n|- a\n\n|+ a\n- b\n* c\n|# a\n|a\n\n|\n|\\|\\\n|&|&a;|@|@ab |@a.|:a:|::a|www.|http://|http://a.b |a@b.c |a.|(|```\n|``` a\n| ```\n|    a\n|\t|👍|\n> - 1. |- [ ] a\n'.split(
    '|',
  )

const constructed: Record<string, string> = {
  'ten thousand quotes': '>'.repeat(10_000),
  'ten thousand brackets': '['.repeat(10_000),
  'openers, then closers': '*a '.repeat(1300) + 'a*'.repeat(2000),
  'openers and closers at the limit': '*a '.repeat(225) + 'a*'.repeat(225),
  'one long run on each side': `${'*'.repeat(3900)}a${'*'.repeat(3900)}`,
  'nested links': `${'['.repeat(2000)}a${'](b)'.repeat(1500)}`,
  'a deep list': Array.from({ length: 90 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n'),
  'a deep list of tabs': Array.from({ length: 90 }, (_, i) => `${'\t'.repeat(i)}- a`).join('\n'),
  'a wide table': `|${'a|'.repeat(1900)}\n|${'-|'.repeat(1900)}`,
  'a long table': `|a|b|\n|-|-|\n${'|a|b|\n'.repeat(1300)}`,
  'lazy lines after a deep quote': `${'> '.repeat(12)}${'a\n'.repeat(490)}`,
  'backticks of every length': Array.from({ length: 120 }, (_, i) => '`'.repeat(i + 1)).join(' '),
  'markup behind a fence in a list': `- a\n  \`\`\`\n${'*a '.repeat(1300)}${'a*'.repeat(1900)}`,
  'markup behind an indented fence': ` \`\`\`\n\`\`\`\n${'*a '.repeat(1300)}${'a*'.repeat(1900)}`,
  'markup behind a fence that is none': `\`\`\`a\`b\n${'*a '.repeat(1300)}${'a*'.repeat(1900)}`,
  'markup behind a table and a fence': `|a|\n|-|\n\`\`\`\n\`\`\`\n${'*a '.repeat(1300)}${'a*'.repeat(1900)}`,
  'addresses after an open bracket': `[a${'@+'.repeat(3400)}`,
  'an address that ends in dots': `http://a>${'.'.repeat(7000)}`,
  'far past the limit': '**a** '.repeat(50_000),
}
for (const unit of units) constructed[`${JSON.stringify(unit)} over and over`] = repeatTo(unit)

describe('a hostile message', () => {
  test.each(Object.entries(constructed))('%s parses in bounded time', (_, text) => {
    expect(timeOf(text)).toBeLessThan(allowed)
  })

  test('made of any few pieces repeated parses in bounded time', () => {
    const unit = fc.array(fc.constantFrom(...'*_~`[]()!<>&\\|#-+1.: \n\t@a/'.split('')), { minLength: 1, maxLength: 6 })
    const text = fc.array(unit, { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(text, (parts) => {
        const long = parts.map((part) => repeatTo(part.join(''), messageLimit / parts.length)).join('')
        expect(timeOf(long)).toBeLessThan(allowed)
      }),
      { numRuns: 60 },
    )
  })

  test('past a limit becomes plain text, and loses nothing', () => {
    const text = `${'*a* '.repeat(300)}\nb\n\nc`
    const document = parseMessage(text)
    expect(document.children.map(({ type }) => type)).toEqual(['paragraph', 'paragraph'])
    expect(plainText(document)).toBe(`${'*a* '.repeat(300)}b c`)
  })
})

describe('what people write stays within the limits', () => {
  test.each([
    repeatTo('The **quick** fox told @ann about https://example.org/x :tada:, then left.\n'),
    `\`\`\`ts\n${repeatTo('const a_b = [1, 2, { c: "*" }] // | note\n', 7900)}\n\`\`\``,
    `intro\n\n\`\`\`\n${'[x] | *y*\n'.repeat(600)}\`\`\`\nand _more_`,
    Array.from({ length: 95 }, (_, i) => `- item ${i} is **important**`).join('\n'),
    `|a|b|c|d|\n|-|-|-|-|\n${'|1|2|3|4|\n'.repeat(80)}`,
    '> > > quoted\n\n1. a\n   - b\n     - c\n       1. d',
  ])('%.40j', (text) => {
    expect(exceedsLimits(text)).toBe(false)
  })
})
