import type { Config } from '../config.ts'
import type { SessionCookie } from '../context.ts'

export const sessionCookieName = 'parley_session'

/** The value of one cookie of a Cookie header. */
export function readCookie(header: string | null | undefined, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name && value) return value
  }
  return null
}

/** A session's cookie as lines of Set-Cookie, which `write` sends. Scripts can't read it and other sites can't use it. */
export function sessionCookie(isSecure: boolean, write: (line: string) => void): SessionCookie {
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return {
    set(token, maxAgeSeconds) {
      const maxAge = maxAgeSeconds === null ? '' : `; Max-Age=${maxAgeSeconds}`
      write(`${sessionCookieName}=${token}; ${attributes}${maxAge}`)
    },
    clear: () => write(`${sessionCookieName}=; ${attributes}; Max-Age=0`),
  }
}

/** Whether browsers reach the server by https: the cookie is then for https only. */
export function isSecure(config: Config, isForwardedHttps: boolean): boolean {
  return config.publicUrl ? config.publicUrl.startsWith('https:') : isForwardedHttps
}
