import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/**
 * Copies the built web app to where Nginx serves it. Beside each file of `assets` that is worth it stands `<file>.gz`, and in
 * `.br` the same name with Brotli: an Nginx without further modules serves both. What is compressed already, by its name
 * which holds its hash, stays; so do files of earlier builds, which pages that are open may still ask for.
 */
export async function packWeb(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, preserveTimestamps: true })
  await mkdir(join(to, '.br/assets'), { recursive: true })
  const packed = new Set(await readdir(join(to, '.br/assets')))
  const names = await readdir(join(from, 'assets'))
  const missing = names.filter((name) => /\.(js|css|svg|json|wasm)$/.test(name) && !packed.has(name))
  await Promise.all(missing.map((name) => pack(to, name)))
}

async function pack(folder: string, name: string): Promise<void> {
  const file = join(folder, 'assets', name)
  const body = await readFile(file)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: body.length }
  await writeFile(`${file}.gz`, await promisify(gzip)(body, { level: 9 }))
  await writeFile(join(folder, '.br/assets', name), await promisify(brotliCompress)(body, { params }))
}
