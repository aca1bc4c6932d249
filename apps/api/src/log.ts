import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'

/** The node's log: JSON lines for machines, or readable ones where a person watches a terminal. */
export function createLog(config: Pick<Config, 'logLevel' | 'logFormat'>): Logger {
  const format = config.logFormat ?? (process.stdout.isTTY ? 'pretty' : 'json')
  const options = { level: config.logLevel, base: undefined, redact: ['*.password', '*.token', '*.authorization'] }
  if (format === 'json' || config.logLevel === 'silent') return pino(options)
  return pino({
    ...options,
    transport: { target: 'pino-pretty', options: { translateTime: 'HH:MM:ss', ignore: 'pid,hostname' } },
  })
}
