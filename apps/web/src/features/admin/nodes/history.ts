import type { NodeHistory } from './documents.ts'

type Sample = NodeHistory[number]
type Load = Omit<Sample, 'at' | '__typename'>

const hour = 3_600_000
const apart = 15_000

/** A history that goes on with what a heartbeat said: a sample every 15 seconds, none older than an hour. What is in it already changes nothing. */
export function extendHistory(history: NodeHistory, at: string | null, load: Load | null): NodeHistory {
  if (!at || !load) return history
  const now = Date.parse(at)
  const last = history.at(-1)
  if (last && now - Date.parse(last.at) < apart) return history
  const { connections, messagesPerSecond, eventLoopDelayMs, cpuPercent, memoryBytes } = load
  const sample: Sample = { at, connections, messagesPerSecond, eventLoopDelayMs, cpuPercent, memoryBytes }
  return [...history.filter((each) => now - Date.parse(each.at) <= hour), sample]
}
