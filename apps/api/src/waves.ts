/** So few at once are no crowd; nor are so many a millisecond. */
const few = 5
const fewPerMs = 0.1
/** How long a wave lasts at most: so many ms for each who came with it, within these bounds. */
const msEach = 3
const [shortestMs, longestMs] = [300, 1000]
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
  /** When the first and the last of them came. */
  let [firstAt, lastAt] = [0, 0]

  function queue(goOn: () => void): void {
    isCrowded = true
    lastAt = performance.now()
    if (waiting.push(goOn) > 1) return
    firstAt = lastAt
    look()
  }

  function look(): void {
    const now = performance.now()
    const lengthMs = lengthOf(waiting.length)
    const endsAt = firstAt + lengthMs
    if (now >= endsAt) return letGo()
    const quietAt = lastAt + lengthMs * quietPart
    if (now < quietAt) return void setTimeout(look, Math.min(quietAt, endsAt) - now)
    const before = waiting.length
    // Whoever knocked while the node was busy is heard first.
    setImmediate(() => (waiting.length > before ? look() : letGo()))
  }

  function letGo(): void {
    const wave = waiting
    waiting = []
    countedAt = performance.now()
    for (const goOn of wave) goOn()
  }

  function isFree(): boolean {
    const passedMs = performance.now() - countedAt
    // The answers to a wave keep the node busy, and so who comes next waiting, for a while.
    if (waiting.length > 0 || (isCrowded && passedMs < longestMs)) return false
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

function lengthOf(crowd: number): number {
  return Math.min(longestMs, Math.max(shortestMs, crowd * msEach))
}
