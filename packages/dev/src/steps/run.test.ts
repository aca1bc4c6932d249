import { expect, test } from 'vitest'
import { summarise } from './run.ts'
import { verdict } from './step.ts'

test('the last line is the sum over all steps, alone', () => {
  const tests = { passed: 40, failed: 2, skipped: 1, note: '40 passed, 2 failed, 1 skipped' }
  const lines = summarise([
    { name: 'lint', ms: 1234, outcome: verdict(true, '') },
    { name: 'types', ms: 10, outcome: verdict(false, 'broken') },
    { name: 'tests', ms: 65_000, outcome: tests },
  ]).split('\n')
  expect(lines.at(-1)).toBe('41 passed, 3 failed, 1 skipped')
  expect(lines).toContain('  lint   ok        1.2 s')
  expect(lines).toContain('  tests  FAILED   65.0 s  40 passed, 2 failed, 1 skipped')
})

test('nothing run is nothing passed', () => {
  expect(summarise([]).split('\n').at(-1)).toBe('0 passed, 0 failed, 0 skipped')
})
