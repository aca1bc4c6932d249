import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeContainer } from './docker.ts'
import { guard } from './guard.ts'
import { type Command, type RunningProcess, startProcess } from './process.ts'
import type { Service } from './service.ts'

export type OwnOptions = {
  name: string
  url: string
  /** A folder made by `makeFolder`; removed by `stop`. */
  folder: string
  command: Command
  /** Hears each line that it writes. */
  onLine?: (line: string) => void
  probe: () => Promise<void>
}

/** A temporary folder that is gone when this process is. */
export async function makeFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `parley-${name}-`))
  guard('folder', folder)
  return folder
}

/** Starts a server of our own and resolves when it answers. */
export async function ownService({ name, url, folder, command, onLine, probe }: OwnOptions): Promise<Service> {
  const start = () => startProcess({ ...command, name, probe, ...(onLine && { onLine }) })
  let running: RunningProcess | undefined
  try {
    running = await start()
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const ending = running
    running = undefined
    await ending?.end(signal)
    if (command.container) await removeContainer(command.container)
  }
  const stop = async () => {
    await end('SIGTERM')
    await rm(folder, { recursive: true, force: true })
  }
  return {
    url,
    get pid() {
      return running?.pid
    },
    stop,
    [Symbol.asyncDispose]: stop,
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM')
      running = await start()
    },
  }
}
