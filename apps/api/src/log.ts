import { type DestinationStream, type Logger, pino } from 'pino'
import type { Config } from './config.ts'

// MySQL's driver gives its errors the statement with the values in it: texts of messages, hashes of passwords.
const redact = ['*.password', '*.token', '*.authorization', '*.sql']

/** The node's log: JSON lines for machines (to `out`, stdout by default), or readable ones where a person watches a terminal. */
export function createLog(config: Pick<Config, 'logLevel' | 'logFormat'>, out?: DestinationStream): Logger {
  const format = config.logFormat ?? (process.stdout.isTTY ? 'pretty' : 'json')
  const options = { level: config.logLevel, base: undefined, redact }
  if (format === 'json' || config.logLevel === 'silent') return pino(options, out ?? pino.destination(1))
  return pino({
    ...options,
    transport: { target: 'pino-pretty', options: { translateTime: 'HH:MM:ss', ignore: 'pid,hostname' } },
  })
}
