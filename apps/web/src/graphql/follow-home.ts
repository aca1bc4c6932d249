import type { Client } from 'graphql-ws'
import type { Homes } from './homes.ts'
import type { Lines } from './lines.ts'
import { retryDelay } from './retry-delay.ts'
import type { Socket } from './socket.ts'

type Options = {
  lines: Lines
  homes: Homes
  roomId: string
  /** Begins the subscription on one line. Answers how to end it. */
  subscribe: (client: Client, onEnd: () => void) => () => void
  /** The server ended the last subscription. */
  onEnd: () => void
}

/** How long the old line is kept beside the new one, in milliseconds: longer than it takes a node to begin. */
const overlap = 2_000
/** How long to wait for the line home before another node is asked. */
const patience = 1_000

/**
 * Keeps a room's subscription at the room's home, wherever that moves, without a gap: the new one begins before the old one ends, so what is
 * told comes twice for a while. While home doesn't answer, any other node does. Answers how to stop.
 */
export function followHome({ lines, homes, roomId, subscribe, onEnd }: Options): () => void {
  const legs = new Map<Socket, () => void>()
  const unlisten = [homes.subscribe(roomId, settle), lines.main.isOpen.subscribe(onLine)]
  let home: Socket | undefined
  let stopWatching = () => {}
  let timer: ReturnType<typeof setTimeout> | undefined
  let question: ReturnType<typeof setTimeout> | undefined
  let lostAt: number | undefined
  let failures = 0

  function settle() {
    const next = lines.at(homes.of(roomId))
    if (next !== home) {
      home = next
      stopWatching()
      stopWatching = next === lines.main ? () => {} : next.isOpen.subscribe(onLine)
    }
    const wait = lines.waitBefore(next)
    if (wait > 0) return settleIn(wait)
    begin(next)
    if (next.isOpen.get()) after(overlap, () => endAllBut(next))
    else after(patience, () => begin(lines.main))
  }

  // A room that moves says so, but nobody hears it while the line is down. Who lost a node comes back together with many others: they ask one by one.
  function onLine() {
    settle()
    if (!lines.main.isOpen.get() || !home?.isOpen.get()) lostAt ??= Date.now()
    else if (lostAt !== undefined) {
      const since = lostAt
      lostAt = undefined
      clearTimeout(question)
      question = setTimeout(() => homes.refresh(roomId, since), 1_000 + Math.random() * 3_000)
    }
  }

  function after(milliseconds: number, run: () => void) {
    clearTimeout(timer)
    timer = setTimeout(run, milliseconds)
  }

  function settleIn(milliseconds: number) {
    after(milliseconds, settle)
  }

  function begin(line: Socket) {
    if (legs.has(line)) return
    const end = subscribe(line.client, () => {
      if (!legs.delete(line)) return
      if (legs.size === 0) return onEnd()
      settleIn(retryDelay(failures))
      failures += 1
    })
    legs.set(line, end)
  }

  function endAllBut(line: Socket) {
    failures = 0
    for (const [other, end] of legs) {
      if (other === line) continue
      legs.delete(other)
      end()
    }
  }

  settle()
  homes.refresh(roomId)
  return () => {
    clearTimeout(timer)
    clearTimeout(question)
    stopWatching()
    for (const stop of unlisten) stop()
    for (const end of legs.values()) end()
    legs.clear()
  }
}
