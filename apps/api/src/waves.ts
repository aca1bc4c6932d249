/** So few at once are no crowd; nor are so many a millisecond. */
const few = 4
const fewPerMs = 0.05
/** How long a wave lasts at most: so many ms for each who came with the one before, within these bounds. */
const msEach = 3
const [shortestMs, longestMs] = [500, 1000]
/** It is over before that when nobody came for this part of it. */
const quietPart = 1 / 12

/**
 * A gate for those who can wait a moment and miss nothing. It lets a few in at once, and a crowd in waves: all who came meanwhile
 * go on in the same turn, and what they ask of the database are the same few statements. The larger the crowd, the longer its
 * waves, so that there are few of them however slowly it comes.
 */
export function createWaves(): () => Promise<void> {
  let free = few
  let countedAt = performance.now()
  let isCrowded = false
  let waiting: (() => void)[] = []
  let lengthMs = shortestMs
  let quiet: NodeJS.Timeout | undefined
  let late: NodeJS.Timeout | undefined

  function letGo(): void {
    clearTimeout(quiet)
    clearTimeout(late)
    const wave = waiting
    waiting = []
    lengthMs = Math.min(longestMs, Math.max(shortestMs, wave.length * msEach))
    countedAt = performance.now()
    for (const goOn of wave) goOn()
  }

  /** Whoever knocked while the node was busy is heard first. */
  function whenQuiet(): void {
    const wave = waiting
    const before = wave.length
    setImmediate(() => {
      if (wave !== waiting) return
      if (wave.length > before) quiet?.refresh()
      else letGo()
    })
  }

  function queue(goOn: () => void): void {
    isCrowded = true
    waiting.push(goOn)
    if (waiting.length > 1) return void quiet?.refresh()
    quiet = setTimeout(whenQuiet, lengthMs * quietPart)
    late = setTimeout(letGo, lengthMs)
  }

  function isFree(): boolean {
    const passedMs = performance.now() - countedAt
    // The answers to a wave keep the node busy, and so who comes next waiting, for a while.
    if (waiting.length > 0 || (isCrowded && passedMs < longestMs)) return false
    if (isCrowded) lengthMs = shortestMs
    isCrowded = false
    free = Math.min(few, free + passedMs * fewPerMs)
    countedAt += passedMs
    return free >= 1
  }

  return async () => {
    if (isFree()) return void free--
    return new Promise(queue)
  }
}
