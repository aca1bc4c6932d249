import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../root.ts'

/** What `npm run cluster -- …` was asked for: to run a cluster, or to do something with the one that runs. */
export type Asked =
  | { kind: 'run'; folder: string; nodes: number; port: number; host: string; isClean: boolean }
  | { kind: 'command'; folder: string; words: string[] }
  | { kind: 'help' }

export const HELP = `npm run cluster                    a cluster of plain processes on this machine; Ctrl-C stops it
  -- --nodes 5                     how many nodes (3)
  -- --port 8081                   where people reach it (8080)
  -- --host 0.0.0.0                the address to listen at (127.0.0.1)
  -- --data <folder>               where everything is kept (data/cluster)
  -- --clean                       forgets what is kept there and begins anew

From another terminal, while it runs:
npm run cluster -- status          its processes, and what the cluster knows of its nodes
  -- kill 2                        ends node-2 at once (kill -9); also: kill mysql, redis, nginx
  -- stop 2                        ends it in good order: it hands over its rooms and sockets first
  -- start 2                       starts it again; also: start mysql, redis, nginx
  -- pause 2, continue 2           freezes it, and lets it go on
  -- drain 2, resume 2             takes it out of service while it runs, and back
  -- add                           starts one more node, which waits to be approved
  -- approve 4, reject 4, forget 4
  -- reload                        lets Nginx read its configuration again

DATABASE_URL and REDIS_URL name servers to use instead of own ones; settings of the nodes (PARLEY_…) are passed on.`

/** Throws a sentence for people when something is not understood. */
export function readArguments(args: readonly string[]): Asked {
  const { values, positionals } = parse(args)
  if (values.help) return { kind: 'help' }
  const folder = values.data ?? join(ROOT, 'data/cluster')
  if (positionals.length > 0) return { kind: 'command', folder, words: positionals }
  return {
    kind: 'run',
    folder,
    nodes: whole('--nodes', values.nodes ?? '3', { from: 1, to: 20 }),
    port: whole('--port', values.port ?? '8080', { from: 1, to: 65_535 }),
    host: values.host ?? '127.0.0.1',
    isClean: values.clean ?? false,
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = { nodes: text, port: text, host: text, data: text, clean: flag, help: flag }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`, { cause: error })
  }
}

function whole(name: string, text: string, { from, to }: { from: number; to: number }): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= from && value <= to) return value
  throw new Error(`${name} is a whole number from ${from} to ${to}, not "${text}".`)
}
