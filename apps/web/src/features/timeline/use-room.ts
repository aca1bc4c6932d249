import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import { pipe, subscribe } from 'wonka'
import { RoomEvents, RoomSignals } from '../../graphql/events.ts'
import { useLive } from '../../graphql/live-context.ts'
import { loadRoom } from '../rooms/load-room.ts'
import { useWindow } from './windows.ts'

export type RoomState = { state: 'loading' | 'ready' | 'missing' } | { state: 'error'; error: unknown }

/** Opens a room and follows it for as long as it is on the screen. One that was open before is there at once, and catches up from where it stood. */
export function useRoom(roomId: string, around: string | undefined): { room: RoomState; retry: () => void } {
  const live = useLive()
  const window = useWindow(`room:${roomId}`)
  const [problem, setProblem] = useState<{ roomId: string; room: RoomState }>()
  const [attempt, setAttempt] = useState(0)
  const isLoaded = window !== undefined

  // The message that the link names counts when the room is opened; later jumps are the timeline's.
  const load = useEffectEvent(async () => {
    const cursor = around ? await loadRoom(live, roomId, around) : null
    return cursor ?? live.rooms.load(roomId)
  })

  useEffect(() => {
    if (isLoaded) return undefined
    let isCurrent = true
    const settle = (room: RoomState) => isCurrent && setProblem({ roomId, room })
    load()
      .then((cursor) => cursor === null && settle({ state: 'missing' }))
      .catch((error: unknown) => settle({ state: 'error', error }))
    return () => {
      isCurrent = false
    }
  }, [live, roomId, isLoaded, attempt])

  useEffect(() => {
    if (!isLoaded) return undefined
    const events = pipe(
      live.client.subscription(RoomEvents, { roomId }),
      subscribe(() => {}),
    )
    const signals = pipe(
      live.client.subscription(RoomSignals, { roomId }),
      subscribe(({ data }) => {
        const signal = data?.roomSignals
        if (signal?.__typename === 'TypingChanged') live.typing.set(roomId, signal.user, signal.isTyping)
        if (signal?.__typename === 'RoomMoved') live.homes.set(roomId, signal.feedPath)
      }),
    )
    return () => {
      events.unsubscribe()
      signals.unsubscribe()
    }
  }, [live, roomId, isLoaded])

  const retry = useCallback(() => {
    setProblem(undefined)
    setAttempt((count) => count + 1)
  }, [])
  if (isLoaded) return { room: { state: 'ready' }, retry }
  return { room: problem?.roomId === roomId ? problem.room : { state: 'loading' }, retry }
}
