import { useStore } from '../lib/store.ts'
import type { Connection } from './connection-store.ts'
import { useLive } from './live-context.ts'

/** What the connection is now, and a way to try again at once. */
export function useConnection(): { connection: Connection; retryNow: () => void } {
  const live = useLive()
  return { connection: useStore(live.connection), retryNow: live.retryNow }
}
