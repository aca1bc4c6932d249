import type { ReactNode } from 'react'
import { Provider } from 'urql'
import type { Live } from './live.ts'
import { LiveContext } from './live-context.ts'

export function LiveProvider({ live, children }: { live: Live; children: ReactNode }) {
  return (
    <LiveContext value={live}>
      <Provider value={live.client}>{children}</Provider>
    </LiveContext>
  )
}
