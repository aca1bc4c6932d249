import type { Client } from 'graphql-ws'
import type { EventQueue } from './event-queue.ts'
import type { RoomEvent } from './events.ts'
import { followHome } from './follow-home.ts'
import type { Homes } from './homes.ts'
import type { Lines } from './lines.ts'
import { retryDelay } from './retry-delay.ts'
import { isSessionEnd } from './socket.ts'

export type EventResult = {
  data?: { roomEvents?: RoomEvent } | null | undefined
  errors?: readonly unknown[] | undefined
}

type FollowOptions = {
  lines: Lines
  homes: Homes
  query: string
  roomId: string
  events: EventQueue
  /** The last event that was applied; kept by the owner, so that a room opened again goes on where it stopped. */
  cursor: { get: () => string | undefined; set: (cursor: string) => void }
  apply: (result: EventResult) => void
  /** Loads the room afresh. Answers its cursor; null when the viewer may no longer read it; throws when the line is bad. */
  reload: () => Promise<string | null>
}

/**
 * Follows a room's log: every subscribing, the first and those after a lost line, goes on after the newest event that was received.
 * A `RoomReset` stops it until the room is loaded afresh, so that no answer older than an event is laid over it. Answers how to stop.
 */
export function followRoom({ query, roomId, events, cursor, apply, reload, ...places }: FollowOptions): () => void {
  let received = cursor.get()
  let newest = 0
  let isStopped = false
  let failures = 0
  let generation = 0
  let unsubscribe = () => {}
  let timer: ReturnType<typeof setTimeout> | undefined

  // A new subscription waits for a turn of the event loop, because the one before it has the same id and has to be gone.
  function startIn(milliseconds: number) {
    unsubscribe()
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(start, milliseconds)
  }

  function start() {
    newest = 0
    unsubscribe = followHome({ ...places, roomId, subscribe, onEnd: () => void recover() })
  }

  function subscribe(client: Client, onEnd: () => void) {
    const variables = {
      roomId,
      // Read again by graphql-ws whenever it subscribes anew after a lost line.
      get after() {
        return received
      },
    }
    let isMine = true
    const stop = client.subscribe<NonNullable<EventResult['data']>>(
      { operationName: 'RoomEvents', query, variables },
      {
        next: (result) => isMine && receive(result),
        error: (reason) => isMine && !isSessionEnd(reason) && onEnd(),
        complete: () => isMine && onEnd(),
      },
    )
    return () => {
      isMine = false
      stop()
    }
  }

  function receive(result: EventResult) {
    const event = result.data?.roomEvents
    if (!event) apply(result)
    if (event?.__typename === 'RoomReset') events.push(() => apply(result))
    if (!event || event.__typename === 'RoomReset') return void recover()
    // While the room moves, two nodes tell it.
    if (event.seq <= newest) return
    failures = 0
    newest = event.seq
    received = event.cursor
    const mine = generation
    events.push(() => {
      if (isStopped || mine !== generation) return
      apply(result)
      cursor.set(event.cursor)
    })
  }

  async function recover() {
    unsubscribe()
    generation += 1
    try {
      const fresh = await reload()
      if (fresh === null) return
      received = fresh
      startIn(failures === 0 ? 0 : retryDelay(failures))
    } catch {
      timer = setTimeout(() => void recover(), retryDelay(failures + 1))
    }
    failures += 1
  }

  startIn(0)
  return () => {
    isStopped = true
    clearTimeout(timer)
    unsubscribe()
  }
}
