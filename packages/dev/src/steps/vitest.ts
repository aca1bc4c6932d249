import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { exec } from '../exec.ts'
import { makeFolder } from '../services/own.ts'
import type { Counts, Outcome, Step } from './step.ts'

const FIFTEEN_MINUTES = 900_000

/** The part of vitest's JSON report that is counted. */
export type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** Runs vitest, showing what it says, and counts its tests. */
export function vitestStep(name: string, args: string[], env: Record<string, string> = {}): Step {
  return { name, run: () => runVitest(args, env) }
}

async function runVitest(args: string[], env: Record<string, string>): Promise<Outcome> {
  // Everything that the tests put down is in here, and is gone afterwards even when they were killed.
  const folder = await makeFolder('test')
  const file = join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const { ok, output } = await exec('vitest', ['run', '--passWithNoTests', ...reporters, ...args], {
      show: true,
      timeout: FIFTEEN_MINUTES,
      env: { ...env, TMPDIR: folder },
    })
    const report: Report | undefined = await readFile(file, 'utf8').then(JSON.parse, () => undefined)
    const counts = countTests(report, ok)
    return { ...counts, output, note: describe(counts) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A file that could not even be loaded, and a run that failed for no single test, count as one failure each. */
export function countTests(report: Report | undefined, ok: boolean): Counts {
  if (!report) return { passed: 0, failed: ok ? 0 : 1, skipped: 0 }
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length
  const failed = report.numFailedTests + broken
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function describe({ passed, failed, skipped }: Counts): string {
  const parts = [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`]
  return parts.filter(Boolean).join(', ')
}
