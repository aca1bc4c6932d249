import { expect, test } from 'vitest'
import { countTests, type Report } from './vitest.ts'

function report(part: Partial<Report>): Report {
  return { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [], ...part }
}

test('passed, failed and skipped are those of the report', () => {
  expect(countTests(report({ numFailedTests: 2 }), false)).toEqual({ passed: 3, failed: 2, skipped: 2 })
})

test('a file that could not be loaded counts as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
  ]
  expect(countTests(report({ numFailedTests: 1, testResults }), false).failed).toBe(2)
})

test('a run that failed for no single test is a failure', () => {
  expect(countTests(report({}), false).failed).toBe(1)
  expect(countTests(undefined, false).failed).toBe(1)
})
