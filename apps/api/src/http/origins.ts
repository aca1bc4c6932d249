import type { Config } from '../config.ts'

/**
 * Whether a page of this origin may ask with the visitor's cookie: one of the server's own host, of the public address or
 * of those that are allowed by name. Only browsers send an origin; who sends none has no visitor's cookie to abuse.
 */
export function isOriginAllowed(
  config: Pick<Config, 'publicUrl' | 'allowedOrigins'>,
  origin: string | null | undefined,
  host: string | null | undefined,
): boolean {
  if (!origin) return true
  const url = URL.parse(origin)
  if (!url) return false
  if (config.publicUrl && url.origin === new URL(config.publicUrl).origin) return true
  if (config.allowedOrigins.includes(url.origin)) return true
  return host !== null && host !== undefined && url.host === host
}
