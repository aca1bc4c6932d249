import { monitorEventLoopDelay } from 'node:perf_hooks'

/** What a node tells of itself with each heartbeat, in the units of its row. */
export type Load = {
  connections: number
  followed_rooms: number
  messages_per_minute: number
  /** What the slowest hundredth of the event loop's turns waited at least. */
  event_loop_delay_us: number
  /** Of one core. */
  cpu_permille: number
  memory_bytes: number
}

/** What the parts that come later know. */
export type Gauges = { connections(): number; followedRooms(): number }

export type LoadMeter = {
  /** Counts changes that were committed. */
  count(changes: number): void
  /** The load since it was last asked. */
  read(gauges: Gauges): Load
  close(): void
}

/** How often the event loop is looked at, in ms: its delay is what goes beyond. */
const resolutionMs = 50

export function createLoadMeter(): LoadMeter {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs })
  delays.enable()
  let changes = 0
  let readAt = performance.now()
  let cpu = process.cpuUsage()
  return {
    count(more) {
      changes += more
    },
    read(gauges) {
      const seconds = Math.max(0.001, (performance.now() - readAt) / 1000)
      const used = process.cpuUsage(cpu)
      const load = {
        connections: gauges.connections(),
        followed_rooms: gauges.followedRooms(),
        messages_per_minute: Math.round((changes * 60) / seconds),
        event_loop_delay_us: Math.max(0, Math.round(delays.percentile(99) / 1000 - resolutionMs * 1000)),
        cpu_permille: Math.round((used.user + used.system) / 1000 / seconds),
        memory_bytes: process.memoryUsage.rss(),
      }
      changes = 0
      readAt = performance.now()
      cpu = process.cpuUsage()
      delays.reset()
      return load
    },
    close: () => void delays.disable(),
  }
}
