export type Counts = { passed: number; failed: number; skipped: number }

export type Outcome = Counts & {
  /** What the step has to say, shown when it failed. */
  output?: string
  /** A word or two for the summary. */
  note?: string
}

/** One named part of `npm test`. `run` never rejects for a failing check, it says so in its counts. */
export type Step = { name: string; run: () => Promise<Outcome> }

/** A check that is one thing: it holds or it doesn't. */
export function verdict(ok: boolean, output: string, note?: string): Outcome {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output, ...(note === undefined ? {} : { note }) }
}
