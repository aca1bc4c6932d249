import type { Database, RoomRow } from '@parley/db'
import { type Broker, pulled, type SharedSource, sharedSource, type Sink, within } from '@parley/realtime'
import type { Logger } from 'pino'
import {
  type Activity,
  activityTopic,
  type Call,
  type EventRows,
  type PersonalBell,
  userTopic,
} from '../../realtime/events.ts'
import { Listeners } from './listeners.ts'
import { createThrottle } from './throttle.ts'

/** What one person's stream says. `Ready` comes first, and again whenever something may have been missed. */
export type MyEvent = { type: 'Ready' } | { type: 'RoomActivity'; roomId: string; room: RoomRow } | PersonalBell

/** An event as it is told: when, and to whom if it is a bell of their own. */
export type ToldMyEvent = MyEvent & { at: number; userId: string; rows?: EventRows }

type Listener = (events: readonly ToldMyEvent[]) => void
/** One of a person's streams: told nothing before it is known who is in which room. */
type Seat = { hear: Listener; isReady: boolean }
type Person = { seats: Set<Seat>; ring(bell: unknown): void; ready: Promise<void>; close(): void }

export type ActivityHub = {
  /** One person's stream. It has no end of its own. */
  follow(userId: string): SharedSource<ToldMyEvent>
  close(): void
}

type HubOptions = {
  database: Database
  broker: Broker
  log: Logger
  /** How often one room's activity is told at most, in ms. */
  paceMs?: number
}

/** How long a stream waits for a broker that is away. Then it is ready without, and again when the broker is back. */
const patienceMs = 1_000

/**
 * What happens in the rooms of the people who are connected to this node, as one bell per room. It is no log: whoever
 * follows reads the sidebar at `Ready`, and each event says where a room stands, never by how much it changed.
 */
export function createActivityHub({ database, broker, log, paceMs = 500 }: HubOptions): ActivityHub {
  const people = new Map<string, Person>()
  const listeners = new Listeners(database)
  const onError = (error: unknown) => log.warn({ err: error }, 'an activity could not be told')
  const live = broker.subscribe(activityTopic, (message) => hear(message as Activity))
  live.catch(onError)
  const offReconnect = broker.onReconnect(() => {
    for (const userId of people.keys()) tell(userId, [readyFor(userId)])
  })

  // The same array for all: what it looks like is worked out once.
  const pace = createThrottle<RoomRow>(paceMs, (room) => {
    const events = [
      { type: 'RoomActivity' as const, roomId: room.id, room, rows: { room }, at: Date.now(), userId: '' },
    ]
    for (const userId of listeners.of(room.id)) tell(userId, events)
  })

  function hear({ rooms, calls = [] }: Activity): void {
    if (people.size === 0) return
    for (const room of rooms) {
      const inRoom = calls.filter((call) => call.roomId === room.id)
      // While it isn't known who is in the room now, nobody is told anything of it.
      listeners.refresh(room, people).then(() => {
        pace(room.id, room)
        inRoom.forEach(callEverybody)
      }, onError)
    }
  }

  function callEverybody({ roomId, seq, authorId }: Call): void {
    for (const userId of listeners.of(roomId)) {
      if (userId !== authorId) people.get(userId)?.ring({ type: 'Mentioned', roomId, seq })
    }
  }

  function tell(userId: string, events: readonly ToldMyEvent[]): void {
    for (const seat of people.get(userId)?.seats ?? []) if (seat.isReady) seat.hear(events)
  }

  /** Tells a person of their own bell, with the membership it is about; of one that is gone already only its end. */
  async function ring(userId: string, bell: PersonalBell): Promise<void> {
    const told = { ...bell, at: Date.now(), userId }
    if (bell.type === 'MembershipRemoved') await listeners.leave(bell.roomId, userId)
    if (!('roomId' in bell) || bell.type === 'MembershipRemoved') return tell(userId, [told])
    const query = database.kysely.selectFrom('membership').selectAll().where('room_id', '=', bell.roomId)
    const membership = await query.where('user_id', '=', userId).executeTakeFirst()
    if (membership) tell(userId, [{ ...told, rows: { members: [membership] } }])
  }

  /** One bell at a time: what is read for one must not overtake, nor be overtaken by, the next. */
  function ringer(userId: string): (bell: unknown) => void {
    let last: Promise<void> = Promise.resolve()
    return (bell) => {
      last = last.then(() => ring(userId, bell as PersonalBell)).catch(onError)
    }
  }

  function open(userId: string): Person {
    const ring = ringer(userId)
    const bells = broker.subscribe(userTopic(userId), ring)
    const heard = Promise.all([bells, live])
    const ready = within(patienceMs, heard).then(async (isHeard) => {
      await listeners.add(userId)
      if (!isHeard) heard.then(() => tell(userId, [readyFor(userId)]), onError)
    })
    const person: Person = { seats: new Set(), ring, ready, close: () => void bells.then((off) => off(), onError) }
    people.set(userId, person)
    return person
  }

  async function enter(userId: string, hear: Listener): Promise<() => void> {
    const person = people.get(userId) ?? open(userId)
    const seat = { hear, isReady: false }
    const leave = () => {
      if (person.seats.delete(seat) && person.seats.size === 0) forget(userId, person)
    }
    person.seats.add(seat)
    try {
      await person.ready
    } catch (error) {
      leave()
      throw error
    }
    seat.isReady = true
    hear([readyFor(userId)])
    return leave
  }

  function forget(userId: string, person: Person): void {
    if (people.get(userId) !== person) return
    people.delete(userId)
    listeners.remove(userId)
    person.close()
  }

  return {
    follow(userId) {
      const attach = (sink: Sink<ToldMyEvent>) => enter(userId, (events) => sink.next(events))
      return sharedSource({ key: 'my events', attach, pull: () => pulled(attach, keepFew) })
    },
    close() {
      offReconnect()
      pace.stop()
      live.then((off) => off(), onError)
      for (const person of people.values()) person.close()
      people.clear()
    },
  }
}

const readyFor = (userId: string): ToldMyEvent => ({ type: 'Ready', at: Date.now(), userId })

/** Who falls far behind is told to start afresh. */
function keepFew(waiting: ToldMyEvent[], event: ToldMyEvent): void {
  if (waiting.length >= 1000) waiting.splice(0, waiting.length, readyFor(event.userId))
  waiting.push(event)
}
