import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { appHeaders } from './security-headers.ts'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}
const compressible = /^(text\/|application\/(json|manifest|wasm)|image\/svg)/

const compressors = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 7 }),
}
type Encoding = keyof typeof compressors

/**
 * Serves the built SPA: what has a hash in its name for ever, anything else to be asked for again, and `index.html` for every
 * path that is no file. Compressed once per file and kept.
 */
export function serveApp(folder: string) {
  const compressed = new Map<string, Promise<Buffer>>()

  async function find(path: string) {
    const relative = normalize(path).replace(/^(\.\.[/\\])+/, '')
    const file = join(folder, relative)
    if (!file.startsWith(folder)) return null
    const info = await stat(file).catch(() => null)
    return info?.isFile() ? { file, info } : null
  }

  function compressedBody(file: string, version: string, encoding: Encoding): Promise<Buffer> {
    const key = `${encoding}:${version}:${file}`
    const body = compressed.get(key) ?? readFile(file).then(compressors[encoding])
    compressed.set(key, body)
    return body
  }

  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const isPage = extname(path) === ''
    const found = (isPage ? null : await find(path)) ?? (isPage ? await find('/index.html') : null)
    for (const [name, value] of appHeaders) response.setHeader(name, value)
    if (!found) return answerMissing(response, isPage)

    const { file, info } = found
    const type = types[extname(file)] ?? 'application/octet-stream'
    const version = `${info.size.toString(36)}-${Math.trunc(info.mtimeMs).toString(36)}`
    const encoding = compressible.test(type) && info.size > 1000 ? acceptedEncoding(request) : null
    const etag = `"${version}${encoding ?? ''}"`
    response.setHeader('content-type', type)
    response.setHeader('etag', etag)
    response.setHeader('vary', 'accept-encoding')
    response.setHeader('cache-control', isHashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
    if (encoding) {
      const body = await compressedBody(file, version, encoding)
      response.setHeader('content-encoding', encoding)
      response.setHeader('content-length', body.length)
      return void response.end(request.method === 'HEAD' ? undefined : body)
    }
    response.setHeader('content-length', info.size)
    if (request.method === 'HEAD') return void response.end()
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response)
  }
}

/** Vite puts what it names by content into this folder. */
function isHashed(path: string): boolean {
  return path.startsWith('/assets/')
}

function acceptedEncoding(request: IncomingMessage): Encoding | null {
  const accepted = request.headers['accept-encoding'] ?? ''
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : null
}

function answerMissing(response: ServerResponse, isPage: boolean): void {
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(
    isPage
      ? 'The web app is not built. Run: npm run build --workspace @parley/web\nThe API is at /graphql.\n'
      : 'Not found.\n',
  )
}
