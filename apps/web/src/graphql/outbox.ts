import { v7 as uuid } from 'uuid'
import type { ConnectionStore } from './connection-store.ts'
import { createOutboxStorage, type OutboxStorage, type Unsent } from './outbox-storage.ts'
import { retryDelay } from './retry-delay.ts'

/** What came of one attempt. `later` keeps the message for another attempt with the same client id, which the server answers with the first message. */
export type SendOutcome =
  | { kind: 'acknowledged' }
  | { kind: 'refused'; problem: string }
  | { kind: 'later'; afterMs?: number }

export type Outbox = ReturnType<typeof createOutbox>

type OutboxOptions = {
  send: (message: Unsent) => Promise<SendOutcome>
  connection: ConnectionStore
  storage?: OutboxStorage
}

/**
 * Keeps what was written until the server has it: through a reload, through any time offline. Messages of one room go one after the
 * other, so that they arrive in the order in which they were written. Nothing leaves but by an acknowledgement or by the writer's hand.
 */
export function createOutbox({ send, connection, storage = createOutboxStorage(() => localStorage) }: OutboxOptions) {
  const listeners = new Set<() => void>()
  const busyRooms = new Set<string>()
  const failures = new Map<string, number>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  let messages: readonly Unsent[] = []
  let owner = ''

  function change(next: readonly Unsent[]) {
    messages = next
    for (const listener of listeners) listener()
  }

  function update(message: Unsent) {
    storage.save(owner, message)
    change(messages.map((other) => (other.clientId === message.clientId ? message : other)))
  }

  function remove(clientId: string) {
    storage.remove(owner, clientId)
    if (messages.some((message) => message.clientId === clientId)) {
      change(messages.filter((message) => message.clientId !== clientId))
    }
  }

  async function drain(roomId: string) {
    // While the device is offline there is nothing to try: being online again drains everything.
    if (busyRooms.has(roomId) || timers.has(roomId) || connection.get().state === 'offline') return
    busyRooms.add(roomId)
    try {
      for (let next = nextOf(roomId); next; next = nextOf(roomId)) {
        const outcome = await send(next)
        if (outcome.kind === 'later') return waitFor(roomId, outcome.afterMs)
        failures.delete(roomId)
        if (outcome.kind === 'acknowledged') remove(next.clientId)
        else if (isKept(next.clientId)) update({ ...next, problem: outcome.problem })
      }
    } finally {
      busyRooms.delete(roomId)
    }
  }

  function nextOf(roomId: string): Unsent | undefined {
    return messages.find((message) => message.roomId === roomId && message.problem === null)
  }

  function isKept(clientId: string): boolean {
    return messages.some((message) => message.clientId === clientId)
  }

  function waitFor(roomId: string, afterMs: number | undefined) {
    const count = failures.get(roomId) ?? 0
    failures.set(roomId, count + 1)
    const wake = () => {
      timers.delete(roomId)
      void drain(roomId)
    }
    timers.set(roomId, setTimeout(wake, afterMs ?? retryDelay(count)))
  }

  function drainAll() {
    for (const timer of timers.values()) clearTimeout(timer)
    timers.clear()
    for (const roomId of new Set(messages.map((message) => message.roomId))) void drain(roomId)
  }

  const unlisten = connection.subscribe(() => {
    if (connection.get().state === 'online') drainAll()
  })

  return {
    /** Takes up what this person left unsent on this device. */
    open: (viewerId: string) => {
      if (owner === viewerId) return
      owner = viewerId
      change(storage.load(viewerId))
      drainAll()
    },
    list: () => messages,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    send: (message: { roomId: string; rootId: string | null; text: string }) => {
      const unsent: Unsent = { ...message, clientId: uuid(), createdAt: Date.now(), problem: null }
      storage.save(owner, unsent)
      change([...messages, unsent])
      void drain(unsent.roomId)
      return unsent
    },
    /** Tries a refused message again, perhaps with a new text. */
    retry: (clientId: string, text?: string) => {
      const message = messages.find((other) => other.clientId === clientId)
      if (!message) return
      update({ ...message, problem: null, text: text ?? message.text })
      void drain(message.roomId)
    },
    /** Gives a message up, or notes that an event showed it to be there. */
    remove,
    dispose: () => {
      unlisten()
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
