import { useEffect, useRef } from 'react'
import { useClient } from 'urql'
import { SetTyping } from '../messages/mutations.ts'

const atMostEvery = 3000

/** Lets the room know that somebody is writing: at the first letter, then now and then, and when they stop. */
export function useTypingSignal(roomId: string) {
  const client = useClient()
  const toldAt = useRef(0)

  function tell(isTyping: boolean) {
    toldAt.current = isTyping ? Date.now() : 0
    void client.mutation(SetTyping, { input: { roomId, isTyping } }).toPromise()
  }

  function onText(text: string) {
    if (text.trim() === '') stop()
    else if (Date.now() - toldAt.current >= atMostEvery) tell(true)
  }

  function stop() {
    if (toldAt.current > 0) tell(false)
  }

  const stopAtLast = useRef(stop)
  useEffect(() => {
    stopAtLast.current = stop
  })
  useEffect(() => () => stopAtLast.current(), [roomId])
  // A message ends the typing by itself.
  return { onText, onSent: () => (toldAt.current = 0) }
}
