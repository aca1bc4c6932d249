import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildWeb } from '../build-web.ts'
import { ROOT } from '../root.ts'
import { type Step, verdict } from './step.ts'

const DIST = join(ROOT, 'apps/web/dist')
const LIMIT = 180_000

export type Manifest = Record<string, { file: string; isEntry?: boolean; imports?: string[] }>

/** Builds the web app and weighs what a browser must load before it shows anything. */
export const bundleStep: Step = {
  name: 'bundle',
  run: async () => {
    const { ok, output } = await buildWeb()
    if (!ok) return verdict(false, output)
    const manifest: Manifest = JSON.parse(await readFile(join(DIST, '.vite/manifest.json'), 'utf8'))
    const sizes = await Promise.all(
      entryFiles(manifest).map(async (file) => ({ file, size: gzipSync(await readFile(join(DIST, file))).length })),
    )
    const total = sizes.reduce((sum, { size }) => sum + size, 0)
    const note = `entry ${kilobytes(total)} of ${kilobytes(LIMIT)} gzip`
    const table = sizes.map(({ file, size }) => `  ${kilobytes(size).padStart(10)}  ${file}`)
    const lines = [`What loads first is too heavy: ${note}. Load something of it lazily.`, ...table]
    return verdict(total < LIMIT, lines.join('\n'), note)
  },
}

/** The entry's script and all scripts that it imports statically. */
export function entryFiles(manifest: Manifest): string[] {
  const found = new Set<string>()
  const visit = (key: string) => {
    const chunk = manifest[key]
    if (!chunk || found.has(chunk.file)) return
    found.add(chunk.file)
    chunk.imports?.forEach(visit)
  }
  for (const [key, { isEntry }] of Object.entries(manifest)) if (isEntry) visit(key)
  return [...found]
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`
}
