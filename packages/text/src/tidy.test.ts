import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lengthOf } from './limits.ts'
import { isBlank, tidyLine, tidyText } from './tidy.ts'

const anyText = fc.string({
  unit: fc.constantFrom(' ', '\n', '\r', '\t', '\0', '\u202e', '\u200b', '\ud83d', 'é', 'e\u0301', '👍', 'a'),
})

describe('a tidy line', () => {
  test('has no white space around it and single spaces within', () => {
    expect(tidyLine('  Release\n\n notes\t2 ')).toBe('Release notes 2')
  })

  test('cannot pretend to be another: control, invisible and bidi characters go', () => {
    expect(tidyLine('a\u202eb\u2066c\u200bd\0e\u0007')).toBe('abcde')
    expect(tidyLine('e\u0301')).toBe('é')
  })

  test('keeps joined emoji', () => {
    expect(tidyLine('👨‍👩‍👧 family')).toBe('👨‍👩‍👧 family')
  })

  test('stays the same when tidied again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tidyLine(tidyLine(text))).toBe(tidyLine(text))
      }),
    )
  })
})

describe('a tidy message', () => {
  test('has newlines of one kind and keeps its indentation', () => {
    expect(tidyText('\r\n \n    code\r\n\r\n\tmore\rend \n')).toBe('    code\n\n\tmore\nend')
  })

  test('has no NUL, bidi override or half a surrogate pair', () => {
    expect(tidyText('a\0b\u202ec\ud83d')).toBe('abc\ufffd')
  })

  test('stays the same when tidied again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tidyText(tidyText(text))).toBe(tidyText(text))
      }),
    )
  })
})

test('a text of invisible characters is blank', () => {
  expect(isBlank(' \n\u200b\u202e\0')).toBe(true)
  expect(isBlank(' . ')).toBe(false)
})

test('length is counted in code points', () => {
  expect(lengthOf('aé👍')).toBe(3)
  expect(lengthOf('👨‍👩‍👧')).toBe(5)
})
