import type { Client, SubscribePayload } from 'graphql-ws'
import { retryDelay } from './retry-delay.ts'
import { isSessionEnd } from './socket.ts'

/** A subscription that is begun again whenever it ends, for streams that carry on from now. Answers how to stop. */
export function keepSubscribed(
  client: Client,
  payload: SubscribePayload,
  receive: (result: unknown) => void,
): () => void {
  let isStopped = false
  let failures = 0
  let unsubscribe = () => {}
  let timer: ReturnType<typeof setTimeout> | undefined

  function start() {
    unsubscribe = client.subscribe(payload, {
      next: (result) => {
        failures = 0
        if (!isStopped) receive(result)
      },
      error: (reason) => {
        if (!isSessionEnd(reason)) again()
      },
      complete: again,
    })
  }

  function again() {
    if (isStopped) return
    timer = setTimeout(start, retryDelay(failures))
    failures += 1
  }

  timer = setTimeout(start, 0)
  return () => {
    isStopped = true
    clearTimeout(timer)
    unsubscribe()
  }
}
