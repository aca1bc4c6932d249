import { join, resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

const list = z.string().transform((s) =>
  s
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)
const yesNo = z.enum(['true', 'false', '1', '0', 'yes', 'no']).transform((s) => ['true', '1', 'yes'].includes(s))
const port = z.coerce.number().int().min(0).max(65535)

/** Every setting, with its default; the README's table is the same list in words. */
const settings = z.object({
  PORT: port.default(4000),
  PARLEY_HOST: z.string().min(1).default('0.0.0.0'),
  /** By default in the checkout, so that each has a server of its own. */
  PARLEY_DATA_DIR: z
    .string()
    .min(1)
    .default(join(import.meta.dirname, '../../../data')),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|mysql:\/\/.+)$/, 'is neither sqlite:<file> nor mysql://user:password@host:port/database')
    .optional(),
  PARLEY_DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/.+$/, 'is not redis://host:port')
    .optional(),
  PARLEY_NAME: z.string().min(1).max(80).default('Parley'),
  /** Where people reach the server, when that is not the address of the request: cookies and origin checks follow it. */
  PARLEY_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'is not http://… or https://…' }).optional(),
  PARLEY_ALLOWED_ORIGINS: list.refine((all) => all.every(isOrigin), 'are not all like https://host').default([]),
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  PARLEY_TRUSTED_PROXIES: list.refine((all) => all.every(isRange), 'are not all addresses or CIDR ranges').default([]),
  PARLEY_REGISTRATION: z.enum(['open', 'closed']).default('open'),
  PARLEY_OPEN_EXPLORER: yesNo.default(false),
  PARLEY_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  PARLEY_LOG_FORMAT: z.enum(['pretty', 'json']).optional(),
  PARLEY_SWEEP_MS: z.coerce.number().int().min(100).max(60_000).default(3000),
  PARLEY_SOCKETS_PER_USER: z.coerce.number().int().min(1).default(50),
  PARLEY_SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).default(1000),
  PARLEY_WEB_DIR: z.string().optional(),
})

function isOrigin(text: string): boolean {
  return URL.parse(text)?.origin === text
}

function isRange(text: string): boolean {
  return text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text)
}

export type Config = ReturnType<typeof readConfig>

/** What is wrong with the configuration: all of it, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(['The configuration is wrong:', ...problems.map((problem) => `  - ${problem}`)].join('\n'))
    this.problems = problems
  }
}

/** Reads the settings from environment variables. Throws a ConfigError that lists everything that is wrong. */
export function readConfig(env: Record<string, string | undefined>) {
  const known = Object.keys(settings.shape)
  const given = Object.fromEntries(Object.entries(env).filter(([key, value]) => known.includes(key) && value !== ''))
  const unknown = Object.keys(env).filter((key) => key.startsWith('PARLEY_') && !known.includes(key))
  const parsed = settings.safeParse(given)
  const problems = [
    ...unknown.map((key) => `${key} is not a setting of Parley`),
    ...(parsed.error?.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`) ?? []),
  ]
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  const s = parsed.data
  const dataDir = resolve(s.PARLEY_DATA_DIR)
  return {
    port: s.PORT,
    host: s.PARLEY_HOST,
    dataDir,
    databaseUrl: s.DATABASE_URL ?? `sqlite:${join(dataDir, 'parley.db')}`,
    databasePool: s.PARLEY_DATABASE_POOL,
    redisUrl: s.REDIS_URL ?? null,
    name: s.PARLEY_NAME,
    publicUrl: s.PARLEY_PUBLIC_URL ?? null,
    allowedOrigins: s.PARLEY_ALLOWED_ORIGINS,
    trustedProxies: s.PARLEY_TRUSTED_PROXIES,
    isRegistrationOpen: s.PARLEY_REGISTRATION === 'open',
    isExplorerOpen: s.PARLEY_OPEN_EXPLORER,
    logLevel: s.PARLEY_LOG_LEVEL,
    logFormat: s.PARLEY_LOG_FORMAT ?? null,
    sweepMs: s.PARLEY_SWEEP_MS,
    socketsPerUser: s.PARLEY_SOCKETS_PER_USER,
    socketsPerAddress: s.PARLEY_SOCKETS_PER_ADDRESS,
    webDir: s.PARLEY_WEB_DIR ?? null,
  }
}
