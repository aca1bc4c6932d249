import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

// A cluster that runs leaves a file in its folder that says where it takes orders. The token in it is the proof that who
// gives them may read that folder; a web page that finds the port has none.

/** Where the cluster of a folder takes orders, while it runs. */
type Door = { pid: number; port: number; token: string; url: string }

export type Answer = { ok: boolean; text: string }

const doorOf = (folder: string) => join(folder, 'running.json')

/** Takes orders for the cluster of this folder until disposed. What `obey` throws is told to who gave the order. */
export async function takeOrders(
  folder: string,
  url: string,
  obey: (words: string[]) => Promise<string>,
): Promise<AsyncDisposable> {
  const token = randomBytes(24).toString('hex')
  const server = createServer((request, response) => {
    const answer = async (): Promise<Answer> => {
      if (request.headers.authorization !== `Bearer ${token}`) return { ok: false, text: 'No.' }
      const words = JSON.parse(await text(request)) as string[]
      return obey(words).then(
        (done) => ({ ok: true, text: done }),
        (error: unknown) => ({ ok: false, text: error instanceof Error ? error.message : String(error) }),
      )
    }
    void answer().then((body) => response.end(JSON.stringify(body)))
  })
  // An order may take as long as a node takes to stop.
  server.requestTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  const door: Door = { pid: process.pid, port: address.port, token, url }
  await writeFile(doorOf(folder), JSON.stringify(door), { mode: 0o600 })
  return {
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await rm(doorOf(folder), { force: true })
    },
  }
}

/** The cluster that runs in this folder, or undefined. */
export async function findRunning(folder: string): Promise<Door | undefined> {
  const content = await readFile(doorOf(folder), 'utf8').catch(() => undefined)
  if (!content) return undefined
  const door = JSON.parse(content) as Door
  return isRunning(door.pid) ? door : undefined
}

/** Gives an order to the cluster that runs in this folder. Throws a sentence for people when none does. */
export async function giveOrder(folder: string, words: string[]): Promise<Answer> {
  const door = await findRunning(folder)
  if (!door) throw new Error('No cluster is running here. Start one in another terminal: npm run cluster')
  const response = await fetch(`http://127.0.0.1:${door.port}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${door.token}` },
    body: JSON.stringify(words),
  }).catch(() => {
    throw new Error(
      `The cluster (process ${door.pid}) doesn't answer: it is starting or stopping. Try again in a moment.`,
    )
  })
  return (await response.json()) as Answer
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
