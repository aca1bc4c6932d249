import { describe, expect, test } from 'vitest'
import type { Block, Inline } from './document.ts'
import { parseMessage } from './parse-message.ts'
import { plainText } from './plain-text.ts'

const text = (value: string): Inline => ({ type: 'text', value })
const lineBreak: Inline = { type: 'break' }
const paragraph = (...children: Inline[]): Block => ({ type: 'paragraph', children })
const link = (href: string, label = href): Inline => ({ type: 'link', href, children: [text(label)] })

function blocksOf(message: string) {
  return parseMessage(message).children
}

function inlinesOf(message: string) {
  const [first] = blocksOf(message)
  return first?.type === 'paragraph' ? first.children : first
}

describe('inline text', () => {
  test.each<[string, Inline[]]>([
    ['**a**', [{ type: 'strong', children: [text('a')] }]],
    ['_a_', [{ type: 'emphasis', children: [text('a')] }]],
    ['~~a~~', [{ type: 'strike', children: [text('a')] }]],
    ['`a *b*`', [{ type: 'inlineCode', value: 'a *b*' }]],
    ['a\nb', [text('a'), lineBreak, text('b')]],
    ['a  \nb\\\nc', [text('a'), lineBreak, text('b'), lineBreak, text('c')]],
    ['a\r\nb', [text('a'), lineBreak, text('b')]],
    ['snake_case_name', [text('snake_case_name')]],
    ['\\*a\\* &amp; b', [text('*a* & b')]],
    ['@Ann!', [{ type: 'mention', username: 'ann', value: '@Ann' }, text('!')]],
    ['@all', [{ type: 'mentionAll', value: '@all' }]],
    [':Tada:', [{ type: 'emoji', shortcode: 'tada', value: ':Tada:' }]],
    ['at 10:30:45, std::a::b', [text('at 10:30:45, std::a::b')]],
  ])('%j', (message, inlines) => {
    expect(inlinesOf(message)).toEqual(inlines)
  })

  test('two consecutive lines ending in a heading or list marker do not enlarge the first', () => {
    expect(blocksOf('a\n===')).toEqual([paragraph(text('a'), lineBreak, text('==='))])
    expect(blocksOf('a\n---')).toEqual([paragraph(text('a')), { type: 'divider' }])
  })

  test('what looks like a definition stays, since a message loses nothing', () => {
    expect(inlinesOf('[note]: https://example.org')).toEqual([text('[note]: '), link('https://example.org')])
    expect(inlinesOf('[a][b] [^1]')).toEqual([text('[a][b] [^1]')])
  })
})

describe('links', () => {
  test.each<[string, Inline[]]>([
    ['[a](https://example.org/x?y#z)', [link('https://example.org/x?y#z', 'a')]],
    ['https://example.org/@ann.', [link('https://example.org/@ann'), text('.')]],
    ['<https://example.org>', [link('https://example.org')]],
    ['www.example.org', [link('http://www.example.org', 'www.example.org')]],
    ['ann@example.org', [link('mailto:ann@example.org', 'ann@example.org')]],
    ['![a cat](https://example.org/cat.png)', [link('https://example.org/cat.png', 'a cat')]],
    ['![](https://example.org/cat.png)', [link('https://example.org/cat.png')]],
    ['[](https://example.org)', [link('https://example.org')]],
    ['[![a](https://example.org/a)](https://example.org/b)', [link('https://example.org/b', 'a')]],
    ['[@ann](https://example.org)', [link('https://example.org', '@ann')]],
  ])('%j', (message, inlines) => {
    expect(inlinesOf(message)).toEqual(inlines)
  })

  test.each([
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](data:text/html,x)',
    '[a](vbscript:x)',
    '[a](file:///etc/passwd)',
    '[a](//example.org)',
    '[a](/rooms)',
    '[a](https:example.org)',
    '[a](https://)',
    '![a](javascript:x)',
    '<javascript:x>',
    '<ftp://example.org>',
  ])('%j stays as written', (message) => {
    expect(inlinesOf(message)).toEqual([text(message)])
  })

  test('an address of another kind loses nothing', () => {
    expect(plainText(parseMessage('xmpp:ann@example.org tel:123'))).toBe('xmpp:ann@example.org tel:123')
  })

  test('a target hidden behind entities or control characters is refused too', () => {
    expect(JSON.stringify(blocksOf('[a](java&#115;cript:x) [b](&#1;javascript:x) [c](https://a&#10;b)'))).not.toContain(
      'href',
    )
  })
})

describe('blocks', () => {
  test('HTML is text', () => {
    expect(inlinesOf('<script>alert(1)</script>')).toEqual([text('<script>alert(1)</script>')])
    expect(inlinesOf('<b>**x**</b>')).toEqual([text('<b>'), { type: 'strong', children: [text('x')] }, text('</b>')])
    expect(inlinesOf('<!-- a -->')).toEqual([text('<!-- a -->')])
  })

  test.each<[string, Block]>([
    ['## A *b*', { type: 'heading', level: 2, children: [text('A '), { type: 'emphasis', children: [text('b')] }] }],
    ['```TS\nlet a\n\n@ann\n```', { type: 'codeBlock', language: 'ts', value: 'let a\n\n@ann' }],
    ['```\na\n```', { type: 'codeBlock', language: null, value: 'a' }],
    ['~~~c++\na', { type: 'codeBlock', language: 'c++', value: 'a' }],
    ['```const a = 1\nb\n```', { type: 'codeBlock', language: null, value: 'const a = 1\nb' }],
    ['    a', { type: 'codeBlock', language: null, value: 'a' }],
    ['> a\n> b', { type: 'quote', children: [paragraph(text('a'), lineBreak, text('b'))] }],
    ['***', { type: 'divider' }],
    [
      '3. a\n4. b',
      {
        type: 'list',
        start: 3,
        children: [
          { type: 'listItem', checked: null, children: [paragraph(text('a'))] },
          { type: 'listItem', checked: null, children: [paragraph(text('b'))] },
        ],
      },
    ],
    [
      '- [x] a\n- [ ] b',
      {
        type: 'list',
        start: null,
        children: [
          { type: 'listItem', checked: true, children: [paragraph(text('a'))] },
          { type: 'listItem', checked: false, children: [paragraph(text('b'))] },
        ],
      },
    ],
    [
      '| a | b |\n|:-:|--:|\n| c |',
      {
        type: 'table',
        align: ['center', 'right'],
        children: [
          {
            type: 'tableRow',
            children: [
              { type: 'tableCell', children: [text('a')] },
              { type: 'tableCell', children: [text('b')] },
            ],
          },
          {
            type: 'tableRow',
            children: [
              { type: 'tableCell', children: [text('c')] },
              { type: 'tableCell', children: [] },
            ],
          },
        ],
      },
    ],
  ])('%j', (message, block) => {
    expect(blocksOf(message)).toEqual([block])
  })

  test('of nothing there are none', () => {
    expect(blocksOf('')).toEqual([])
    expect(blocksOf(' \n\n ')).toEqual([])
  })
})
