import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { say } from '../say.ts'
import { cacheFolder, findBinary, isRoot, run } from './find.ts'
import type { Command } from './process.ts'

// Debian's stable release has no MySQL, and installing a server package starts a system service that nobody asked
// for. So packages of Debian unstable are unpacked into a folder of the cache and run there by their own loader and
// libraries: it needs no root, changes nothing on the machine, and works on Ubuntu too.

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'

export type UnpackedProgram = { root: string; program(path: string, args: string[]): Command }

export function canUnpack(): boolean {
  return process.platform === 'linux' && Boolean(findBinary('apt-get')) && Boolean(findBinary('dpkg'))
}

/** Unpacks a package with all that it needs into the cache, unless it is there. */
export async function unpack(packageName: string): Promise<UnpackedProgram> {
  const folder = join(cacheFolder(), `${packageName}-${process.arch}`)
  if (!existsSync(folder)) {
    say(`  ${packageName}: unpacking Debian's package into ${folder} (once, about 20 s)`)
    await download(packageName, folder)
  }
  const root = join(folder, 'root')
  const { loader, libraries } = await findLoader(root)
  return {
    root,
    program: (path, args) => ({
      command: loader,
      args: ['--library-path', [libraries, join(root, 'usr/lib/mysql/private')].join(':'), join(root, path), ...args],
    }),
  }
}

async function download(packageName: string, folder: string): Promise<void> {
  const work = `${folder}.${process.pid}`
  await mkdir(join(work, 'lists/partial'), { recursive: true })
  await mkdir(join(work, 'cache/archives/partial'), { recursive: true })
  await mkdir(join(work, 'root'))
  await writeFile(join(work, 'status'), '')
  const trust = existsSync(KEYRING) ? `signed-by=${KEYRING}` : 'trusted=yes'
  await writeFile(join(work, 'sources.list'), `deb [${trust}] http://deb.debian.org/debian sid main\n`)
  const settings = {
    'Dir::Etc::sourcelist': join(work, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::Lists': join(work, 'lists'),
    'Dir::State::status': join(work, 'status'),
    'Dir::Cache': join(work, 'cache'),
    'APT::Sandbox::User': '',
    'Debug::NoLocking': '1',
  }
  const options = ['-qq', ...Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`])]
  try {
    await run('apt-get', [...options, 'update'])
    await run('apt-get', [...options, 'install', '-y', '--no-install-recommends', '--download-only', packageName])
    const archives = join(work, 'cache/archives')
    for (const file of await readdir(archives)) {
      if (file.endsWith('.deb')) await run('dpkg', ['-x', join(archives, file), join(work, 'root')])
    }
    await Promise.all(['cache', 'lists'].map((name) => rm(join(work, name), { recursive: true })))
    // Whoever was first wins when two runs unpack at the same time.
    await rename(work, folder).catch(() => {})
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function findLoader(root: string): Promise<{ loader: string; libraries: string }> {
  for (const triplet of ['x86_64-linux-gnu', 'aarch64-linux-gnu']) {
    const libraries = join(root, 'usr/lib', triplet)
    if (!existsSync(libraries)) continue
    const name = (await readdir(libraries)).find((file) => file.startsWith('ld-linux-'))
    if (name) return { loader: join(libraries, name), libraries }
  }
  throw new Error(`${root} holds no loader: remove that folder and try again.`)
}

/** Installs a package that can't run from a folder (a browser, not a server). Root only; false when it can't. */
export async function aptInstall(packageName: string): Promise<boolean> {
  if (process.platform !== 'linux' || !isRoot() || !findBinary('apt-get')) return false
  say(`  ${packageName}: installing it with apt-get (once, a minute or two)`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    await run('apt-get', ['-qq', 'update'], { env })
    await run('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', packageName], { env, maxBuffer: 1 << 26 })
    return true
  } catch (error) {
    say(`  ${packageName}: apt-get failed: ${String(error).slice(0, 300)}`)
    return false
  }
}
