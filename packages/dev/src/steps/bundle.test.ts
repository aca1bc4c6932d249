import { expect, test } from 'vitest'
import { entryFiles } from './bundle.ts'

test('the entry weighs what it imports statically, once, and not what it loads later', () => {
  const files = entryFiles({
    'index.html': { file: 'entry.js', isEntry: true, imports: ['_a', '_b'] },
    _a: { file: 'a.js', imports: ['_b', 'index.html'] },
    _b: { file: 'b.js' },
    'route.tsx': { file: 'route.js', imports: ['_b'] },
  })
  expect(files).toEqual(['entry.js', 'a.js', 'b.js'])
})
