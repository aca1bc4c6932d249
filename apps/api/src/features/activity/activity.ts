import type { Database, RoomRow } from '@parley/db'
import type { Broker, Unsubscribe } from '@parley/realtime'
import type { Logger } from 'pino'
import { type Activity, activityTopic, type PersonalBell, userTopic } from '../../realtime/events.ts'
import { Outlet } from './outlet.ts'
import { createThrottle } from './throttle.ts'

/** What one person's stream says. `Ready` comes first, and again whenever something may have been missed. */
export type MyEvent = { type: 'Ready' } | { type: 'RoomActivity'; room: RoomRow } | PersonalBell

export type ActivityHub = {
  /** One person's stream; ends when `signal` is aborted or the hub closes. */
  follow(userId: string, signal?: AbortSignal): AsyncGenerator<MyEvent, void, undefined>
  close(): void
}

type HubOptions = {
  database: Database
  broker: Broker
  log: Logger /** How often a room's activity is told at most, in ms. */
  paceMs?: number
}

/**
 * What happens in the rooms of the people who are connected to this node, as one bell per room. It is no log: whoever
 * follows reads the sidebar at `Ready`, and each event says where a room stands, never by how much it changed.
 */
export function createActivityHub({ database, broker, log, paceMs = 500 }: HubOptions): ActivityHub {
  const outlets = new Map<string, Set<Outlet<MyEvent>>>()
  /** Who of this node's people is in a room, and at which change of its members that was read. */
  const listeners = new Map<string, { membersSeq: number; userIds: Set<string> }>()
  const unsubscribe: Promise<Unsubscribe> = broker.subscribe(activityTopic, (message) => {
    for (const room of (message as Activity).rooms) hear(room)
  })
  const offReconnect = broker.onReconnect(() => tellAll({ type: 'Ready' }))
  const pace = createThrottle<RoomRow>(paceMs, (room) => {
    for (const userId of listeners.get(room.id)?.userIds ?? []) tell(userId, { type: 'RoomActivity', room })
  })

  function hear(room: RoomRow): void {
    if (outlets.size === 0) return
    const known = listeners.get(room.id)
    if (known?.membersSeq === room.members_seq) {
      if (known.userIds.size > 0) pace(room.id, room)
      return
    }
    // Who is in the room changed since we looked: nobody is told anything of it before we have looked again.
    readListeners(room).then(
      () => pace(room.id, room),
      (error: unknown) => log.warn({ err: error, roomId: room.id }, 'could not read who is in a room'),
    )
  }

  async function readListeners(room: RoomRow): Promise<void> {
    const query = database.kysely.selectFrom('membership').select('user_id').where('room_id', '=', room.id)
    const rows = await query.where('user_id', 'in', [...outlets.keys()]).execute()
    listeners.set(room.id, { membersSeq: room.members_seq, userIds: new Set(rows.map((row) => row.user_id)) })
  }

  /** Adds a person to the rooms they are in. */
  async function listen(userId: string): Promise<void> {
    const rows = await database.kysely
      .selectFrom('membership')
      .innerJoin('room', 'room.id', 'membership.room_id')
      .select(['room.id', 'room.members_seq'])
      .where('membership.user_id', '=', userId)
      .execute()
    for (const { id, members_seq } of rows) {
      const known = listeners.get(id)
      if (known?.membersSeq === members_seq) known.userIds.add(userId)
      else if (!known) listeners.set(id, { membersSeq: -1, userIds: new Set() })
      else known.membersSeq = -1
    }
  }

  function forget(userId: string): void {
    for (const [roomId, { userIds }] of listeners) {
      userIds.delete(userId)
      if (userIds.size === 0) listeners.delete(roomId)
    }
  }

  function tell(userId: string, event: MyEvent): void {
    for (const outlet of outlets.get(userId) ?? []) outlet.push(event)
  }

  function tellAll(event: MyEvent): void {
    for (const userId of outlets.keys()) tell(userId, event)
  }

  async function* follow(userId: string, signal?: AbortSignal): AsyncGenerator<MyEvent, void, undefined> {
    const outlet = new Outlet<MyEvent>(signal)
    const mine = outlets.get(userId) ?? new Set()
    outlets.set(userId, mine.add(outlet))
    const offBells = await broker.subscribe(userTopic(userId), (bell) => outlet.push(bell as PersonalBell))
    try {
      await unsubscribe
      await listen(userId)
      yield { type: 'Ready' }
      yield* outlet
    } finally {
      offBells()
      mine.delete(outlet)
      if (mine.size === 0) {
        outlets.delete(userId)
        forget(userId)
      }
    }
  }

  return {
    follow,
    close() {
      offReconnect()
      pace.stop()
      void unsubscribe.then((off) => off())
      for (const set of outlets.values()) for (const outlet of set) outlet.end()
    },
  }
}
