const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })

const units = [
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
] as const

/** "just now", "5 minutes ago", "yesterday", and from a week on the date. `now` is milliseconds since 1970. */
export function formatAgo(iso: string, now: number): string {
  const seconds = (now - Date.parse(iso)) / 1000
  if (seconds < 60) return 'just now'
  if (seconds > 7 * 86_400) return `on ${formatDay(iso)}`
  const [unit, length] = units.findLast(([, size]) => seconds >= size) ?? units[0]
  return relative.format(-Math.floor(seconds / length), unit)
}

/** "Nov 22, 2026". */
export function formatDay(iso: string): string {
  return day.format(Date.parse(iso))
}
