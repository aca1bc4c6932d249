import { setTimeout as delay } from 'node:timers/promises'

/** Resolves when it is so; rejects after two minutes. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 120_000; !(await isSo()); await delay(20)) {
    if (Date.now() > deadline) throw new Error('It did not become so within two minutes.')
  }
}
