import { createContext, useContext } from 'react'
import type { Live } from './live.ts'

export const LiveContext = createContext<Live | null>(null)

/** Everything that lives as long as one person is signed in: client, socket, windows, outbox. */
export function useLive(): Live {
  const live = useContext(LiveContext)
  if (!live) throw new Error('useLive needs a LiveProvider above it.')
  return live
}
