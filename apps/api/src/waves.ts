/** How many come in freely within the shortest time: so few are no crowd. */
const few = 32
// About what letting one in costs: while a wave is being served the next one gathers, and the node is not idle. In ms.
const eachMs = 0.4
const [shortestMs, longestMs] = [50, 100]

/**
 * A gate for those who can wait a moment and miss nothing. It lets a few in at once, and a crowd in waves: all who came meanwhile
 * go on in the same turn, and what they ask of the database are the same few statements.
 */
export function createWaves(): () => Promise<void> {
  let free = few
  let waiting: (() => void)[] = []
  let timer: NodeJS.Timeout | null = null

  function next(): void {
    const wave = waiting
    waiting = []
    free = Math.max(0, few - wave.length)
    timer = wave.length > 0 ? setTimeout(next, timeFor(wave.length)) : null
    for (const goOn of wave) goOn()
  }

  return async () => {
    timer ??= setTimeout(next, shortestMs)
    if (free-- > 0) return
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
}

function timeFor(count: number): number {
  return Math.min(longestMs, Math.max(shortestMs, count * eachMs))
}
