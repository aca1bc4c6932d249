import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'graphql-ws'
import { type Following, whatOf } from '../check/history.ts'
import { localId } from '../../rows.ts'
import { Refused } from './ask.ts'
import { followDocument, loadDocument } from './documents.ts'
import { askAround, type Person } from './person.ts'
import { backOff } from './random.ts'
import { apply, type LoadedRoom, type RoomEvent, stateOf } from './room-state.ts'

/** Somebody who keeps a room in view, as the web app does: loads it, follows from there, comes back with the cursor. */
export class Follower {
  readonly following: Following
  readonly #person: Person
  readonly #client: Client
  readonly #roomId: string
  #cursor: string | null = null
  #position = 0
  #isStopped = false
  #end: (why: string) => void = () => undefined
  #asleep: Promise<void> | null = null
  readonly #running: Promise<void>

  constructor(person: Person, client: Client, roomId: string) {
    this.#person = person
    this.#client = client
    this.#roomId = roomId
    const empty = { room: {}, members: {}, messages: {} }
    this.following = { who: person.name, userId: person.userId, room: localId(roomId), entries: [], state: empty }
    this.#running = this.#run()
  }

  /** The number of the last event that it has, or that its last load has. */
  get position(): number {
    return this.#cursor === null ? -1 : this.#position
  }

  /** Offline until the promise resolves. */
  sleep(until: Promise<void>): void {
    this.#asleep = until
    this.#end('asleep')
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#end('stopped')
    await this.#running
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#isStopped; failures++) {
      await this.#asleep
      this.#asleep = null
      if (this.#isStopped) return
      try {
        if (this.#cursor === null) await this.#load()
        const before = this.#position
        const why = await this.#follow()
        this.following.entries.push({ kind: 'ended', why, at: Date.now() })
        if (this.#position > before) failures = 0
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        // Not, or no longer, a member: perhaps later again.
        await delay(300)
      }
      if (!this.#isStopped) await backOff(failures)
    }
  }

  async #load(): Promise<void> {
    const { room } = await askAround<{ room: LoadedRoom | null }>(this.#person, loadDocument, { id: this.#roomId })
    if (!room?.messages) throw new Refused('no such room')
    this.following.state = stateOf(room)
    this.#moveTo(room.cursor, room.lastSeq)
    this.following.entries.push({ kind: 'loaded', seq: room.lastSeq, at: Date.now() })
  }

  #follow(): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>()
    const { entries } = this.following
    const following = () => {
      entries.push({ kind: 'following', after: this.#position, at: Date.now() })
      return this.#cursor
    }
    const variables = {
      id: this.#roomId,
      // Read whenever it is sent: the client subscribes anew by itself when its socket was closed in good order.
      get after() {
        return following()
      },
    }
    let isOver = false
    const end = (why: string) => {
      if (isOver) return
      isOver = true
      unsubscribe()
      resolve(why)
    }
    this.#end = end
    const unsubscribe = this.#client.subscribe<{ roomEvents: RoomEvent }>(
      { query: followDocument, operationName: 'RoomEvents', variables },
      {
        next: ({ data, errors }) => {
          if (isOver) return
          if (!data || errors) return end(`refused: ${JSON.stringify(errors)}`)
          if (this.#take(data.roomEvents)) end('reset')
        },
        error: (reason) => end(`lost: ${describe(reason)}`),
        complete: () => end('complete'),
      },
    )
    return promise
  }

  /** True when the room has to be loaded afresh. */
  #take(event: RoomEvent): boolean {
    const { __typename: type, seq, reason, message, emoji, user } = event
    const { entries, state } = this.following
    if (type === 'RoomReset') {
      entries.push({ kind: 'reset', seq, reason: String(reason), at: Date.now() })
      this.#cursor = null
      return true
    }
    const what = whatOf(type, {
      ...(message && { message: message.seq }),
      ...(emoji && { emoji }),
      ...(user && { user: localId(user.id) }),
    })
    entries.push({ kind: 'event', seq, what, at: Date.now() })
    apply(state, event)
    this.#moveTo(event.cursor, seq)
    return false
  }

  #moveTo(cursor: string, seq: number): void {
    this.#cursor = cursor
    this.#position = seq
  }
}

function describe(reason: unknown): string {
  if (Array.isArray(reason)) return JSON.stringify(reason)
  if (typeof reason === 'object' && reason && 'code' in reason) return String(reason.code)
  return String(reason)
}
