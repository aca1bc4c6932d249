import { formatCount } from '../format.ts'

const tenth = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** "0", "4.2", "120": so many per second. */
export function formatRate(perSecond: number): string {
  return perSecond > 0 && perSecond < 100 ? tenth.format(perSecond) : formatCount(perSecond)
}

/** "0.4 ms", "12 ms", "1.5 s". */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds >= 1000) return `${tenth.format(milliseconds / 1000)} s`
  return `${milliseconds < 10 ? tenth.format(milliseconds) : formatCount(milliseconds)} ms`
}

/** "3.1%", "64%"; more than 100% is more than one core. */
export function formatPercent(percent: number): string {
  return `${percent < 10 ? tenth.format(percent) : formatCount(percent)}%`
}

/** "96 MB", "1.4 GB", in the units of 1,000 that disks and charts use. */
export function formatBytes(bytes: number): string {
  const megabytes = bytes / 1e6
  return megabytes < 1000 ? `${formatCount(megabytes)} MB` : `${tenth.format(megabytes / 1000)} GB`
}
