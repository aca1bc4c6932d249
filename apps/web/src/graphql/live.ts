import type { Client } from '@urql/core'
import { loadRoom, RoomHome } from '../features/rooms/load-room.ts'
import { createRoomLoader, type RoomLoader } from '../features/rooms/room-loader.ts'
import { createPages, type Pages } from '../features/timeline/load-pages.ts'
import { createWindows, type Windows } from '../features/timeline/windows.ts'
import { createTyping, type Typing } from '../features/typing/typing.ts'
import { createUrqlClient } from './client.ts'
import { type ConnectionStore, createConnectionStore } from './connection-store.ts'
import { createEventQueue, type EventQueue } from './event-queue.ts'
import { createHomes, type Homes } from './homes.ts'
import { createLines } from './lines.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import type { OutboxStorage } from './outbox-storage.ts'
import { sendOver } from './send-message.ts'

/** Everything that lives as long as one person is signed in. Make a new one when somebody else signs in. */
export type Live = {
  client: Client
  connection: ConnectionStore
  retryNow: () => void
  events: EventQueue
  windows: Windows
  pages: Pages
  rooms: RoomLoader
  outbox: Outbox
  typing: Typing
  /** Where each room that was opened stands. */
  cursors: Map<string, string>
  homes: Homes
  dispose: () => void
}

export type LiveOptions = {
  /** Called once when the server says that the session is over. */
  onSignedOut: () => void
  /** Where the API is; the page's own origin when left out. */
  origin?: string
  fetch?: typeof fetch
  webSocketImpl?: unknown
  storage?: OutboxStorage
  /** When events are applied; as `pacedFrames` says when left out. */
  schedule?: (run: () => void) => void
}

export function createLive(options: LiveOptions): Live {
  const origin = options.origin ?? globalThis.location.origin
  const connection = createConnectionStore()
  const events = createEventQueue(options.schedule)
  const windows = createWindows()
  const cursors = new Map<string, string>()
  const lines = createLines({
    origin,
    connection,
    onSessionEnded: options.onSignedOut,
    webSocketImpl: options.webSocketImpl,
  })
  const homes = createHomes(async (id) => {
    const { data } = await client.query(RoomHome, { id }, { requestPolicy: 'network-only' }).toPromise()
    return data?.room?.feedPath
  })
  const typing = createTyping()
  const outbox = createOutbox({
    send: sendOver(() => client),
    connection,
    ...(options.storage && { storage: options.storage }),
  })
  const client: Client = createUrqlClient({
    url: `${origin}/graphql`,
    lines,
    homes,
    events,
    cursors,
    onMessagePosted: (message) => {
      windows.insert(message)
      outbox.remove(message.clientId)
      typing.stop(message.room.id, message.author.id)
    },
    onSignedOut: options.onSignedOut,
    reloadRoom: (roomId) => loadRoom({ client, windows, cursors, homes }, roomId),
    fetch: options.fetch,
  })

  return {
    client,
    connection,
    retryNow: lines.retryNow,
    events,
    windows,
    pages: createPages(() => client, windows),
    rooms: createRoomLoader(() => ({ client, windows, cursors, homes })),
    outbox,
    typing,
    cursors,
    homes,
    dispose: () => {
      outbox.dispose()
      lines.dispose()
    },
  }
}
