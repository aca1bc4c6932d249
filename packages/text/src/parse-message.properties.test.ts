import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MessageNode } from './document.ts'
import { exceedsLimits } from './markdown/limits.ts'
import { parseUnbounded } from './markdown/parse.ts'
import { mentionsOf } from './mentions.ts'
import { parseMessage } from './parse-message.ts'
import { plainText } from './plain-text.ts'
import { isUsername } from './usernames.ts'
import { walk } from './walk.ts'

const pieces =
  '* ** _ ~~ ` ``` ~~~ [ ] ( ) ![ ]( > - + 1. # | |-|- [x] \\ & &amp; &#106; < <b> </b> <!-- --> : :tada: @ @ann @all http:// https://a.b www. a@b.c javascript: data: " \' a b é 👍 \0 \t'
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...pieces.split(' '), ' ', '\n', '\n\n', '\r\n', '    '),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    {
      maxLength: 80,
    },
  )
  .map((parts) => parts.join(''))

/** The keys and values that each kind of node has, no more and no fewer. */
const shapes: Record<MessageNode['type'], string> = {
  document: 'children',
  paragraph: 'children',
  heading: 'children level',
  codeBlock: 'language value',
  quote: 'children',
  list: 'children start',
  listItem: 'checked children',
  table: 'align children',
  tableRow: 'children',
  tableCell: 'children',
  divider: '',
  text: 'value',
  break: '',
  strong: 'children',
  emphasis: 'children',
  strike: 'children',
  inlineCode: 'value',
  link: 'children href',
  mention: 'username value',
  mentionAll: 'value',
  emoji: 'shortcode value',
}

describe('whatever was written', () => {
  test('parses to a tree of known nodes that survives JSON', () => {
    fc.assert(
      fc.property(hostileText, (message) => {
        const document = parseMessage(message)
        expect(JSON.parse(JSON.stringify(document))).toEqual(document)
        for (const { type, ...rest } of walk(document))
          expect(Object.keys(rest).toSorted().join(' ')).toBe(shapes[type])
        expect(plainText(document)).not.toMatch(/\n/)
      }),
      { numRuns: 500 },
    )
  })

  test('is read by the Markdown parser without an error, so that the safety net stays unused', () => {
    fc.assert(
      fc.property(hostileText, (message) => {
        if (!exceedsLimits(message)) parseUnbounded(message)
      }),
      { numRuns: 1000 },
    )
  })

  test('links only to the web and to mail, and nothing that can be clicked lies in a link', () => {
    const scheme = fc.constantFrom(
      'javascript:',
      'JAVASCRIPT:',
      'java&#115;cript:',
      'data:',
      'https://',
      'mailto:',
      '//',
      '\t',
    )
    const target = fc
      .tuple(scheme, hostileText)
      .map(([start, rest]) => `[${rest}](${start}${rest}) <${start}${rest}> ${start}${rest}`)
    fc.assert(
      fc.property(fc.oneof(target, hostileText), (message) => {
        for (const node of walk(parseMessage(message))) {
          if (node.type !== 'link') continue
          expect(['http:', 'https:', 'mailto:']).toContain(new URL(node.href).protocol)
          expect(node.children.length).toBeGreaterThan(0)
          const clickable = [...walk(node)].slice(1).filter(({ type }) => /^(?:link|mention|mentionAll)$/.test(type))
          expect(clickable).toEqual([])
        }
      }),
      { numRuns: 500 },
    )
  })

  test('mentions only those who could exist, and never from code', () => {
    fc.assert(
      fc.property(hostileText, (message) => {
        expect(mentionsOf(message).usernames.filter((name) => !isUsername(name))).toEqual([])
        const fenced = `\`\`\`\`\`\`\n${message.replaceAll('``````', '')}\n\`\`\`\`\`\``
        expect(mentionsOf(fenced)).toEqual({ usernames: [], all: false })
      }),
    )
  })
})
