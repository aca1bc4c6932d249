const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const full = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'short' })
const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', month: 'long', day: 'numeric' })
const withYear = new Intl.DateTimeFormat('en', { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' })

/** "14:05". */
export function formatTime(at: string | number): string {
  return time.format(new Date(at))
}

/** "Sunday, November 22, 2026 at 2:05 PM", for tooltips. */
export function formatFull(at: string | number): string {
  return full.format(new Date(at))
}

/** "Today", "Yesterday", "Friday, November 20"; with the year when it isn't this one. `day` is 2026-11-22. */
export function formatDayName(day: string, now: Date): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const then = new Date(year, month - 1, date)
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate())
  const days = Math.round((today.getTime() - then.getTime()) / 86_400_000)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return (year === now.getFullYear() ? weekday : withYear).format(then)
}
