import { signalAll } from '../exec.ts'
import { say } from '../say.ts'
import type { Counts, Outcome, Step } from './step.ts'

export type Result = { name: string; ms: number; outcome: Outcome }

/** Runs the steps one after the other, whatever the others gave, and sets the exit code. */
export async function runSteps(steps: Step[]): Promise<void> {
  let interrupted = false
  const interrupt = () => {
    interrupted = true
    signalAll('SIGINT')
    // Somebody who presses Ctrl-C wants the terminal back soon.
    setTimeout(() => signalAll('SIGKILL'), 10_000).unref()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  const results: Result[] = []
  for (const step of steps) {
    if (interrupted) break
    results.push(await runStep(step))
  }
  const total = sumOf(results)
  if (total.passed + total.failed + total.skipped === 0) say('Nothing was run: is there anything of that name?')
  say(summarise(results))
  if (interrupted) process.exitCode = 130
  else if (total.failed > 0 || total.passed === 0) process.exitCode = 1
}

async function runStep(step: Step): Promise<Result> {
  const started = performance.now()
  say(`▸ ${step.name}`)
  const outcome = await step.run().catch(failure)
  const ms = performance.now() - started
  if (outcome.failed > 0 && outcome.output) say(outcome.output)
  say(`  ${resultLine({ name: step.name, ms, outcome })}`)
  return { name: step.name, ms, outcome }
}

function failure(error: unknown): Outcome {
  const output = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { passed: 0, failed: 1, skipped: 0, output }
}

/** The table at the end; its last line is the sum, alone and always in the same words. */
export function summarise(results: Result[]): string {
  const width = Math.max(...results.map(({ name }) => name.length))
  const rows = results.map((result) => `  ${result.name.padEnd(width)}  ${resultLine(result)}`)
  const { passed, failed, skipped } = sumOf(results)
  return ['', ...rows, '', `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n')
}

function sumOf(results: Result[]): Counts {
  const sum = (key: keyof Counts) => results.reduce((total, { outcome }) => total + outcome[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

function resultLine({ ms, outcome }: Result): string {
  const word = outcome.failed > 0 ? 'FAILED' : 'ok'
  return `${word.padEnd(6)} ${(ms / 1000).toFixed(1).padStart(6)} s  ${outcome.note ?? ''}`.trimEnd()
}
