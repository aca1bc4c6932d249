import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatCursor, parseCursor } from './cursor.ts'

test('a cursor survives being a string, and only its one true spelling is taken', () => {
  fc.assert(
    fc.property(fc.record({ epoch: fc.string({ unit: 'grapheme' }), seq: fc.maxSafeNat() }), (cursor) => {
      const text = formatCursor(cursor)
      expect(text).toMatch(/^[\w-]+$/)
      expect(parseCursor(text)).toEqual(cursor)
      expect(parseCursor(`${text}=`)).toBeUndefined()
    }),
  )
})

test('what is no cursor is refused', () => {
  const plain = ['', 'x', '1', '-1.e', '01.e', '99999999999999999999.e', '1e3.e']
  const encoded = plain.map((text) => Buffer.from(text).toString('base64url'))
  for (const text of ['', '!', 'abc', ...encoded]) expect(parseCursor(text)).toBeUndefined()
})
