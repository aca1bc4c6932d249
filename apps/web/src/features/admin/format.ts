const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** "987", "12,345", and from a hundred thousand on "123.5K". */
export function formatCount(count: number): string {
  return Math.abs(count) < 100_000 ? plain.format(count) : compact.format(count)
}

/** "now", "3 s ago", "5 min ago", "2 h ago", "4 days ago": short, for a column that ticks. `now` is milliseconds since 1970. */
export function formatElapsed(at: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(at)) / 1000))
  if (seconds < 1) return 'now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`
  return countOf(Math.floor(seconds / 86_400), 'day', ' ago')
}

/** "1 room", "3 rooms". */
export function countOf(count: number, noun: string, after = ''): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}${after}`
}
