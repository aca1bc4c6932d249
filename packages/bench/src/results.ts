import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BenchName, Result } from './benches/bench.ts'

export const resultsFolder = join(import.meta.dirname, '../results')

const full = 'full'

/** Writes results/<name>.json, `ratios` first. A full run's is kept in results/full as well, where no quick one writes over it. */
export async function writeResult({ ratios, ...rest }: Result, folder = resultsFolder): Promise<void> {
  await mkdir(join(folder, full), { recursive: true })
  const text = `${JSON.stringify({ ratios, ...rest }, null, 2)}\n`
  await writeFile(join(folder, `${rest.name}.json`), text)
  if (!rest.isQuick) await writeFile(join(folder, full, `${rest.name}.json`), text)
}

/** The last full run of a bench; null when there was none. */
export async function readResult(name: BenchName): Promise<Result | null> {
  try {
    return JSON.parse(await readFile(join(resultsFolder, full, `${name}.json`), 'utf8')) as Result
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
