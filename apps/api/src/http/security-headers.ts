const everywhere: [string, string][] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
]

function policy(...directives: string[]): [string, string] {
  return ['content-security-policy', directives.join('; ')]
}

const closed = ["object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]

/** For the SPA: everything from here, no inline script. Inline styles are what its positioned menus are made with. */
export const appHeaders: [string, string][] = [
  ...everywhere,
  ['permissions-policy', 'camera=(self), microphone=(self), geolocation=()'],
  policy(
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    ...closed,
  ),
]

/** For GraphiQL: one page with its scripts, workers and fonts inline, and nothing from outside. */
export const explorerHeaders: [string, string][] = [
  ...everywhere,
  policy(
    "default-src 'none'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    ...closed,
  ),
]
