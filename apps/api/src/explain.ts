import { ConfigError } from './config.ts'

type SystemError = Error & { code?: string; syscall?: string; port?: number; address?: string }

/** Why a node could not start, in a line that says what to do about it. What isn't known comes with its stack. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof ConfigError) return error.message
  const { code = '', syscall = '', port = 0, address, message } = error as SystemError
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Choose another one: PORT=${port + 1} npm start`
  if (code === 'EACCES' && syscall === 'listen')
    return `Port ${port} needs more rights. Choose another one: PORT=4000 npm start`
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${address}. See PARLEY_HOST.`
  if (syscall === 'connect' || syscall === 'getaddrinfo')
    return `The database does not answer: ${message}. See DATABASE_URL.`
  if (code.startsWith('ER_')) return `The database refuses: ${message}. See DATABASE_URL.`
  if (syscall === 'mkdir' || code === 'ERR_SQLITE_ERROR') {
    return `The data folder can't be used: ${message}. Choose another one: PARLEY_DATA_DIR=… npm start`
  }
  return error.stack ?? message
}
