// Writes src/emoji/data.json from emojibase-data: one line an emoji, as `readData` in src/emoji/data.ts reads it.
import { readFile, writeFile } from 'node:fs/promises'
import { emojiLines } from './emoji-lines.ts'

const target = new URL('../src/emoji/data.json', import.meta.url)
await writeFile(target, `${JSON.stringify(await emojiLines(readJson), null, 2)}\n`)

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(import.meta.resolve(`emojibase-data/${path}`)), 'utf8'))
}
