/** So few at once are no crowd; nor are so many a millisecond. */
const few = 32
const fewPerMs = 0.1
/** A wave is over when nobody came for so long, and at the latest after so long. In ms. */
const [quietMs, longestMs] = [10, 100]

/**
 * A gate for those who can wait a moment and miss nothing. It lets a few in at once, and a crowd in waves: all who came meanwhile
 * go on in the same turn, and what they ask of the database are the same few statements.
 */
export function createWaves(): () => Promise<void> {
  let free = few
  let countedAt = performance.now()
  let waiting: (() => void)[] = []
  let quiet: NodeJS.Timeout | undefined
  let late: NodeJS.Timeout | undefined

  function letGo(): void {
    clearTimeout(quiet)
    clearTimeout(late)
    const wave = waiting
    waiting = []
    for (const goOn of wave) goOn()
  }

  /** Whoever knocked while the node was busy is heard first. */
  function whenQuiet(): void {
    const before = waiting.length
    setImmediate(() => {
      if (waiting.length > before) quiet?.refresh()
      else letGo()
    })
  }

  function queue(goOn: () => void): void {
    waiting.push(goOn)
    if (waiting.length > 1) return void quiet?.refresh()
    quiet = setTimeout(whenQuiet, quietMs)
    late = setTimeout(letGo, longestMs)
  }

  return async () => {
    const now = performance.now()
    free = Math.min(few, free + (now - countedAt) * fewPerMs)
    countedAt = now
    if (waiting.length > 0 || free < 1) return new Promise(queue)
    free--
  }
}
