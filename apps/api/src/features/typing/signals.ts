import { createSignals as createChannel } from '@parley/realtime'
import type { Core } from '../../core.ts'
import { type MovedRoom, signalTopic } from '../../realtime/events.ts'

/** What passes in a room and may be lost. */
export type Signal =
  | { type: 'TypingChanged'; roomId: string; userId: string; isTyping: boolean }
  | { type: 'PresenceChanged'; roomId: string; userId: string }
  | ({ type: 'RoomMoved' } & MovedRoom)

type Listener = (signals: readonly Signal[]) => void

export type Signals = {
  /** Calls `listener` with what passes in a room from now on, and first with who is typing already. Resolves when it is live. */
  subscribe(roomId: string, listener: Listener): Promise<() => void>
  /** Somebody types in a room, or has stopped: also by posting what they typed. Repeating it is cheap: the room hears of changes, and every few seconds. */
  setTyping(roomId: string, userId: string, isTyping: boolean): void
  /** Tells those who listen here that a room has another home. */
  tellMoved(moved: MovedRoom): void
  close(): void
}

/** Typing that isn't confirmed for so long has ended: its client is gone. */
const typingMs = 6_000
/** Confirmations within this time stay on this node. */
const repeatMs = 2_500

type Followed = {
  listeners: Set<Listener>
  typing: Map<string, NodeJS.Timeout>
  unsubscribe: Promise<() => void>
}

/** Typing and presence, room by room: one subscription per followed room and node. */
export function createSignals({
  broker,
  database,
  log,
  presence,
}: Pick<Core, 'broker' | 'database' | 'log' | 'presence'>): Signals {
  const onError = (error: unknown) => log.warn({ err: error }, 'A signal was lost.')
  const channel = createChannel<boolean>({ broker, topicOf: signalTopic, onError })
  const followed = new Map<string, Followed>()
  const sent = new Map<string, number>()

  function tell(roomId: string, signal: Signal): void {
    // One array for all: what it looks like is worked out once.
    const signals = [signal]
    for (const listener of followed.get(roomId)?.listeners ?? []) listener(signals)
  }

  function heard(roomId: string, userId: string, isTyping: boolean): void {
    const typing = followed.get(roomId)?.typing
    if (!typing) return
    const expiry = typing.get(userId)
    clearTimeout(expiry)
    typing.delete(userId)
    if (isTyping) typing.set(userId, setTimeout(() => heard(roomId, userId, false), typingMs).unref())
    if (isTyping === Boolean(expiry)) return
    tell(roomId, { type: 'TypingChanged', roomId, userId, isTyping })
  }

  function enter(roomId: string): Followed {
    const known = followed.get(roomId)
    if (known) return known
    const unsubscribe = channel.subscribe(roomId, (signals) => {
      for (const { key, value } of signals) heard(roomId, key, value)
    })
    const room: Followed = { listeners: new Set(), typing: new Map(), unsubscribe }
    followed.set(roomId, room)
    return room
  }

  function leave(roomId: string, room: Followed): void {
    if (room.listeners.size > 0 || followed.get(roomId) !== room) return
    followed.delete(roomId)
    for (const expiry of room.typing.values()) clearTimeout(expiry)
    room.unsubscribe.then((unsubscribe) => unsubscribe(), onError)
  }

  async function tellRoomsOf(userId: string): Promise<void> {
    const roomIds = [...followed.keys()]
    if (roomIds.length === 0) return
    const places = database.kysely.selectFrom('membership').select('room_id').where('user_id', '=', userId)
    for (const { room_id: roomId } of await places.where('room_id', 'in', roomIds).execute()) {
      tell(roomId, { type: 'PresenceChanged', roomId, userId })
    }
  }
  const forgetPresence = presence.onChange((userId) => void tellRoomsOf(userId).catch(onError))

  return {
    async subscribe(roomId, listener) {
      const room = enter(roomId)
      room.listeners.add(listener)
      const stop = () => {
        room.listeners.delete(listener)
        leave(roomId, room)
      }
      await room.unsubscribe.catch((error: unknown) => {
        stop()
        throw error
      })
      const typing = [...room.typing.keys()]
      if (typing.length > 0) {
        listener(typing.map((userId) => ({ type: 'TypingChanged', roomId, userId, isTyping: true })))
      }
      return stop
    },
    setTyping(roomId, userId, isTyping) {
      const key = `${roomId}:${userId}`
      const now = Date.now()
      if (isTyping && now - (sent.get(key) ?? 0) < repeatMs) return
      if (!isTyping && !sent.has(key)) return
      sent.delete(key)
      if (isTyping) sent.set(key, now)
      forgetOld(sent, now - typingMs)
      channel.send(roomId, { key: userId, value: isTyping })
    },
    tellMoved: (moved) => tell(moved.roomId, { type: 'RoomMoved', ...moved }),
    close() {
      forgetPresence()
      channel.close()
      for (const room of followed.values()) for (const expiry of room.typing.values()) clearTimeout(expiry)
    },
  }
}

/** The map is in the order of its times. */
function forgetOld(times: Map<string, number>, before: number): void {
  for (const [key, at] of times) {
    if (at >= before) return
    times.delete(key)
  }
}
