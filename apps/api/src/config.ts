import { hostname } from 'node:os'
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
  PARLEY_SWEEP_MS: z.coerce.number().int().min(100).max(60_000).default(700),
  PARLEY_SOCKETS_PER_USER: z.coerce.number().int().min(1).default(50),
  PARLEY_SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).default(1000),
  PARLEY_WEB_DIR: z.string().optional(),
  /** Who has it reads /metrics from anywhere; without one, only neighbours do. */
  PARLEY_METRICS_TOKEN: z.string().min(16, 'has fewer than 16 characters').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'is not http://… or https://…' }).optional(),
  OTEL_SERVICE_NAME: z.string().min(1).default('parley'),
  /** Which part of the traces that begin here is recorded. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  /** Unique in the cluster, and the same after a restart. */
  PARLEY_NODE_NAME: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'is not 1 to 63 of a-z, 0-9 and -, beginning with a letter or digit')
    .optional(),
  PARLEY_NODE_ADDRESS: z
    .url({ protocol: /^https?$/, error: 'is not http://… or https://…' })
    .max(255)
    .optional(),
  PARLEY_NODE_REGION: z.string().min(1).max(63).optional(),
  PARLEY_NODE_CAPACITY: z.coerce.number().int().min(1).max(1_000_000).default(100),
  PARLEY_AUTO_APPROVE: yesNo.optional(),
  PARLEY_PLACEMENT: z.enum(['least-loaded', 'round-robin']).default('least-loaded'),
  PARLEY_HEARTBEAT_MS: z.coerce.number().int().min(100).max(60_000).default(5000),
  PARLEY_LEASE_MS: z.coerce.number().int().min(300).max(600_000).default(15_000),
  PARLEY_DRAIN_MS: z.coerce.number().int().min(0).max(600_000).default(10_000),
  PARLEY_FORGET_AFTER_HOURS: z.coerce.number().min(0.01).max(10_000).default(24),
})

function isOrigin(text: string): boolean {
  return URL.parse(text)?.origin === text
}

/** The host's name, made to fit. */
function ownName(): string {
  const fitting = hostname()
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 63)
  return fitting || 'node'
}

function isRange(text: string): boolean {
  return text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text)
}

/** Where traces go, under which name, and which part of them. */
export type OtlpConfig = { endpoint: string; serviceName: string; ratio: number }

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
  // A node that may miss but one heartbeat would lose its lease by a hiccup.
  if (s.PARLEY_LEASE_MS < 2 * s.PARLEY_HEARTBEAT_MS) {
    throw new ConfigError(['PARLEY_LEASE_MS is less than twice PARLEY_HEARTBEAT_MS'])
  }
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
    metricsToken: s.PARLEY_METRICS_TOKEN ?? null,
    otlp: otlpOf(s),
    node: {
      name: s.PARLEY_NODE_NAME ?? ownName(),
      address: s.PARLEY_NODE_ADDRESS ?? null,
      region: s.PARLEY_NODE_REGION ?? null,
      capacity: s.PARLEY_NODE_CAPACITY,
    },
    autoApprove: s.PARLEY_AUTO_APPROVE ?? !s.REDIS_URL,
    placement: s.PARLEY_PLACEMENT,
    heartbeatMs: s.PARLEY_HEARTBEAT_MS,
    leaseMs: s.PARLEY_LEASE_MS,
    drainMs: s.PARLEY_DRAIN_MS,
    forgetAfterHours: s.PARLEY_FORGET_AFTER_HOURS,
  }
}

function otlpOf(s: z.infer<typeof settings>): OtlpConfig | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: serviceName, OTEL_TRACES_SAMPLER_ARG: ratio } = s
  return endpoint ? { endpoint, serviceName, ratio } : null
}
