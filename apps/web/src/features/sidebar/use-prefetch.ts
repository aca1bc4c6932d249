import { useMemo, useRef } from 'react'
import { useLive } from '../../graphql/live-context.ts'

/** Somebody who passes over a link doesn't rest on it so long. Milliseconds. */
const restsFor = 70

/** Loads a room while the pointer rests on its link or goes down on it, so that it is there when it is opened. */
export function usePrefetch(roomId: string) {
  const { rooms } = useLive()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  return useMemo(
    () => ({
      onPointerEnter: () => {
        timer.current = setTimeout(() => rooms.prefetch(roomId), restsFor)
      },
      onPointerLeave: () => clearTimeout(timer.current),
      onPointerDown: () => rooms.prefetch(roomId),
    }),
    [rooms, roomId],
  )
}
