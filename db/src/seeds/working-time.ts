import type { Random } from './random.ts'

const minute = 60_000
export const day = 24 * 60 * minute

/** Moments between two times, in order, as a team that works by day has them: more of late than long ago. */
export function workingMoments(random: Random, { from, to, count }: { from: number; to: number; count: number }) {
  const moments: number[] = []
  for (let tries = 0; moments.length < count; tries++) {
    const moment = Math.floor(to - (to - from) * random.next() ** 1.4)
    // A short span may lie in the night altogether: then the night it is.
    if (random.chance(liveliness(new Date(moment))) || tries > 200 * count) moments.push(moment)
  }
  return moments.sort((a, b) => a - b)
}

/** How likely somebody writes at that time, on this machine's clock. */
function liveliness(time: Date): number {
  const weekend = time.getDay() === 0 || time.getDay() === 6 ? 0.08 : 1
  const hour = time.getHours()
  if (hour >= 9 && hour < 12) return weekend
  if (hour === 12) return 0.6 * weekend
  if (hour >= 13 && hour < 18) return 0.9 * weekend
  if ((hour >= 7 && hour < 9) || (hour >= 18 && hour < 22)) return 0.2 * weekend
  return 0.01
}
