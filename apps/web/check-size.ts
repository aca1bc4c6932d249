import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What must arrive before anything shows: the entry chunk with its static imports, gzipped. */
const limit = 180_000

type Chunk = { file: string; isEntry?: boolean; imports?: string[] }

const dist = join(import.meta.dirname, 'dist')
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>

const files = new Set<string>()
function add(key: string): void {
  const chunk = manifest[key]
  if (!chunk || files.has(chunk.file)) return
  files.add(chunk.file)
  for (const next of chunk.imports ?? []) add(next)
}
for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) add(key)

const total = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0)
process.stdout.write(`entry: ${(total / 1000).toFixed(1)} kB gzip of ${limit / 1000} kB in ${files.size} files\n`)
if (total > limit) {
  process.stderr.write('The entry chunk is too big: load what is not needed at first with a lazy route or lazy().\n')
  process.exitCode = 1
}
