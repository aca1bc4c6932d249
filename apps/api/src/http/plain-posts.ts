import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { type ExecutionResult, getOperationAST, OperationTypeNode } from 'graphql'
import { askerOfRequest, type HttpParts } from './asker.ts'
import { isPassing, maskError } from './errors.ts'
import { type Operation, type Params, prepare } from './operations.ts'
import { requestIdOf } from './request-id.ts'
import { maxBodyBytes } from './yoga.ts'

const answerTypes = ['application/json', 'application/graphql-response+json'] as const

/**
 * Answers what programs send most: a POST with a token, of an operation that is in order. By the same engine, but without the
 * Fetch API's requests and responses around it, which cost more than the operation. False for everything else, which has
 * then not been touched: the engine's own server answers it, browsers and mistakes above all.
 */
export function answerPlainPosts(
  parts: HttpParts,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  const { core, execute } = parts
  return async (request, response) => {
    const contentType = core.cluster.isServing() && isPlain(request) && answerType(request.headers.accept)
    if (!contentType) return false
    const body = await read(request).catch(() => null)
    // Whoever broke off waits for no answer.
    if (!body) return true
    const cookies: string[] = []
    const result = await answerTo(request, parse(body), cookies)
    if (!result) {
      Object.assign(request, { body: Readable.from([body]) })
      return false
    }
    const text = Buffer.from(JSON.stringify(result))
    if (cookies.length > 0) response.setHeader('set-cookie', cookies)
    response.writeHead(statusOf(result), {
      'content-type': `${contentType}; charset=utf-8`,
      'content-length': text.length,
      'cache-control': 'no-store',
    })
    response.end(text)
    return true
  }

  /** Null where nothing was executed, and the engine has more to say about it. */
  async function answerTo(
    request: IncomingMessage,
    params: Params | null,
    cookies: string[],
  ): Promise<ExecutionResult | null> {
    if (!params) return null
    try {
      const operation = await operationOf(request, params, cookies)
      const result = operation && (await execute(operation))
      return result && 'data' in result ? result : null
    } catch (error) {
      if (!isPassing(error)) throw error
      // Who asks can't be known now, and the engine would wait for the same once more.
      return { errors: [maskError(error, core.log, requestIdOf(request.headers['x-request-id']?.toString()))] }
    }
  }

  /** The operation, if it can be executed now. A subscription can't: its answer is a stream. */
  async function operationOf(request: IncomingMessage, params: Params, cookies: string[]): Promise<Operation | null> {
    const headers = { get: (name: string) => request.headers[name]?.toString() ?? null }
    const remote = request.socket.remoteAddress ?? null
    const write = (line: string) => void cookies.push(line)
    const asker = await askerOfRequest(parts, { headers }, { remote, write })
    const operation = prepare(parts, asker, params)
    if (!('document' in operation)) return null
    const kind = getOperationAST(operation.document, operation.operationName)?.operation
    return kind === OperationTypeNode.QUERY || kind === OperationTypeNode.MUTATION ? operation : null
  }
}

/** Whether a request is a program's: it names its token, and comes from no page. */
function isPlain({ method, url, headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length'])
  return (
    method === 'POST' &&
    !url?.includes('?') &&
    /^Bearer \S+$/.test(headers.authorization ?? '') &&
    headers.origin === undefined &&
    headers.cookie === undefined &&
    /^application\/json(; ?charset=utf-8)?$/.test(headers['content-type'] ?? '') &&
    headers['content-encoding'] === undefined &&
    length > 0 &&
    length <= maxBodyBytes
  )
}

/** What the answer is called: of what is accepted, the first counts. */
function answerType(accept = '*/*'): string | null {
  const [first = ''] = accept.split(/[,;]/, 1)
  if (accept.includes('charset')) return null
  return first === '*/*' ? answerTypes[0] : (answerTypes.find((type) => type === first) ?? null)
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function parse(body: Buffer): Params | null {
  try {
    const { query, operationName, variables, extensions, ...more } = JSON.parse(body.toString()) as Record<
      string,
      unknown
    >
    const isInOrder = isOf('string', operationName) && isOf('object', variables) && isOf('object', extensions)
    if (typeof query !== 'string' || !isInOrder || Object.keys(more).length > 0) return null
    return { query, operationName, variables, extensions } as Params
  } catch {
    return null
  }
}

function isOf(type: 'string' | 'object', value: unknown): boolean {
  return value === undefined || value === null || (typeof value === type && !Array.isArray(value))
}

/** 200, unless an error says otherwise. */
function statusOf({ errors = [] }: ExecutionResult): number {
  const stated = errors.map(({ extensions: { http } }) => (isStated(http) ? http.status : 200))
  return Math.max(200, ...stated)
}

function isStated(http: unknown): http is { status: number } {
  return typeof http === 'object' && http !== null && 'status' in http && typeof http.status === 'number'
}
