// What stands behind every `npm run` of this project. It runs on whatever Node the machine has, so it is plain old
// JavaScript: it sees to the dependencies and goes on, in TypeScript, with the Node that came with them.
'use strict'
const { spawn } = require('node:child_process')
const { existsSync, readFileSync } = require('node:fs')
const { constants } = require('node:os')
const { delimiter, join } = require('node:path')

const ROOT = join(__dirname, '../..')
const BIN = join(ROOT, 'node_modules/.bin')

const COMMANDS = {
  start: 'packages/dev/src/start.ts',
  dev: 'packages/dev/src/dev.ts',
  test: 'packages/dev/src/test.ts',
  check: 'packages/dev/src/check.ts',
  seed: 'apps/api/src/seed/main.ts',
  bench: 'packages/bench/src/main.ts',
  'test:faults': 'apps/api/test/faults/main.ts',
  'test:compose': 'apps/api/test/compose/main.ts',
  cluster: 'packages/dev/src/cluster.ts',
}

main(process.argv[2], process.argv.slice(3)).catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})

async function main(name, args) {
  const file = COMMANDS[name]
  if (!file) throw new Error(`There is no command ${name}. There are: ${Object.keys(COMMANDS).join(', ')}.`)
  if (!areDependenciesCurrent()) await install()
  const env = { ...process.env, PATH: BIN + delimiter + process.env.PATH }
  finishLike(await run(findNode(), [join(ROOT, file), ...args], env))
}

/** True when everything in the lock file is installed, in that version. npm writes its own list last of all. */
function areDependenciesCurrent() {
  const wanted = readPackages('package-lock.json')
  const installed = readPackages('node_modules/.package-lock.json')
  if (!installed) return false
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (!path.includes('node_modules/')) return true
    const found = installed[path]
    return found ? found.version === version : Boolean(optional)
  })
}

function readPackages(file) {
  const path = join(ROOT, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined
}

async function install() {
  console.log('Installing the dependencies with `npm ci` (first time or changed; one to two minutes) …')
  const started = Date.now()
  const npm = process.env.npm_execpath
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const { code } = npm
    ? await run(process.env.npm_node_execpath || process.execPath, [npm, ...flags], process.env)
    : await run('npm', flags, process.env)
  if (code !== 0) throw new Error('`npm ci` failed: see above. Is the npm registry in reach?')
  console.log(`Dependencies installed in ${Math.round((Date.now() - started) / 1000)} s.`)
}

/** The Node that npm installed with the dependencies; where there is none for the system (macOS), the one running this. */
function findNode() {
  const windows = process.platform === 'win32'
  const folder = `node-${windows ? 'win' : process.platform}-${process.arch}`
  const ours = join(ROOT, 'node_modules', folder, 'bin', windows ? 'node.exe' : 'node')
  if (existsSync(ours)) return ours
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath
  throw new Error(
    `Parley needs Node 22.18 or newer and this is ${process.version}: install Node 24 from https://nodejs.org.`,
  )
}

function run(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: 'inherit' })
    // Ctrl-C in a terminal reaches the child by itself; told twice it would give up its good order.
    const hasTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY)
    const forward = (signal) => {
      if (!(hasTerminal && signal === 'SIGINT')) child.kill(signal)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, forward)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      resolve({ code, signal })
    })
  })
}

function finishLike({ code, signal }) {
  process.exitCode = signal ? 128 + constants.signals[signal] : code
}
