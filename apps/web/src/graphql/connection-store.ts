import { createStore, type Store } from '../lib/store.ts'

/** How the line to the server is, for a banner. Times are milliseconds since 1970. */
export type Connection =
  | { state: 'connecting' }
  | { state: 'online' }
  | { state: 'reconnecting'; since: number; nextTryAt: number | null }
  | { state: 'offline'; since: number }

export type ConnectionStore = Store<Connection>

export function createConnectionStore(): ConnectionStore {
  return createStore<Connection>({ state: 'connecting' })
}
