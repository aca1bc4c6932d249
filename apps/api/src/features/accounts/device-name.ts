import bowser from 'bowser'

/** A device as its owner knows it, from a User-Agent: 'Chrome on Windows'. */
export function deviceName(userAgent: string | null): string {
  if (!userAgent) return 'Unknown device'
  const { browser, os } = bowser.parse(userAgent)
  const names = [browser.name, os.name].filter(Boolean)
  return (names.length > 0 ? names.join(' on ') : (userAgent.split(/[\s/]/, 1)[0] ?? '')).slice(0, 200)
}
