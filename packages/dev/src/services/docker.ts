import { randomUUID } from 'node:crypto'
import { findBinary, run } from './find.ts'
import { guard } from './guard.ts'
import type { Command } from './process.ts'

export async function canDocker(): Promise<boolean> {
  if (!findBinary('docker')) return false
  return run('docker', ['info'], { timeout: 5000 }).then(
    () => true,
    () => false,
  )
}

export type ContainerOptions = {
  image: string
  port: number
  inside: number
  env?: Record<string, string>
  /** A folder of this machine and where it is in the container. */
  volume?: { folder: string; at: string } | undefined
  args?: string[]
}

/** The command that runs an image in the foreground with one of its ports at 127.0.0.1, and ends with this process. */
export function dockerRun(options: ContainerOptions): Command {
  const name = `parley-${randomUUID()}`
  guard('container', name)
  const env = Object.entries(options.env ?? {}).flatMap(([key, value]) => ['-e', `${key}=${value}`])
  const volumes = options.volume ? ['-v', `${options.volume.folder}:${options.volume.at}`] : []
  const ports = ['-p', `127.0.0.1:${options.port}:${options.inside}`]
  return {
    command: 'docker',
    container: name,
    args: [
      'run',
      '--rm',
      '--init',
      '--name',
      name,
      ...env,
      ...ports,
      ...volumes,
      options.image,
      ...(options.args ?? []),
    ],
  }
}

export async function removeContainer(name: string): Promise<void> {
  await run('docker', ['rm', '-f', name]).catch(() => {})
}
