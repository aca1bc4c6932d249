import { cacheExchange } from '@urql/exchange-graphcache'
import { Client, type ExecutionResult, type Operation, type OperationResult } from '@urql/core'
import { expect, test, vi } from 'vitest'
import { filter, make, mergeMap, pipe, subscribe, tap } from 'wonka'
import { cacheOptions } from './cache.ts'
import { createEventQueue } from './event-queue.ts'
import { graphql } from './graphql.ts'
import { replayExchange } from './replay-exchange.ts'

const RoomTopic = graphql('query RoomTopic($id: ID!) { room(id: $id) { id topic } }')
const Topics = graphql(`
  subscription Topics($roomId: ID!) {
    roomEvents(roomId: $roomId) { __typename roomId seq ... on RoomChanged { room { id topic } } }
  }
`)

const room = (topic: string) => ({ __typename: 'Room', id: 'r', topic })

test('an answer that is older than an event does not undo it', async () => {
  const waiting: ((answer: ExecutionResult) => void)[] = []
  let emit: (result: ExecutionResult) => void = () => {}
  const events = createEventQueue((run) => queueMicrotask(run))
  const client = new Client({
    url: 'http://parley.test/graphql',
    preferGetMethod: false,
    exchanges: [
      cacheExchange(cacheOptions(() => {})),
      replayExchange(events),
      () => (operations) => server(operations),
    ],
  })

  /** Answers queries when the test says so, and tells events when they come. */
  function server(operations: Parameters<ReturnType<ReturnType<typeof replayExchange>>>[0]) {
    return pipe(
      operations,
      filter((operation) => operation.kind !== 'teardown'),
      mergeMap((operation: Operation) =>
        make<OperationResult>((observer) => {
          const next = ({ data }: ExecutionResult) =>
            observer.next({ operation, data, error: undefined, extensions: undefined, hasNext: false, stale: false })
          if (operation.kind === 'subscription') emit = (result) => events.push(() => next(result))
          else waiting.push(next)
          return () => {}
        }),
      ),
    )
  }

  let topic: string | undefined
  pipe(
    client.subscription(Topics, { roomId: 'r' }),
    subscribe(() => {}),
  )
  pipe(
    client.query(RoomTopic, { id: 'r' }, { requestPolicy: 'network-only' }),
    tap(({ data }) => (topic = data?.room?.topic)),
    subscribe(() => {}),
  )
  emit({
    data: { roomEvents: { __typename: 'RoomChanged', roomId: 'r', seq: 2, room: room('new') } },
  })
  await vi.waitFor(() => expect(waiting).toHaveLength(1))
  waiting[0]?.({ data: { room: room('old'), __typename: 'Query' } })
  await vi.waitFor(() => expect(topic).toBe('new'))
})

test('events that come together are applied together, in their order', async () => {
  const applied: number[] = []
  let frames = 0
  const events = createEventQueue((run) => {
    frames += 1
    queueMicrotask(run)
  })
  for (let seq = 1; seq <= 100; seq += 1) events.push(() => applied.push(seq))
  await vi.waitFor(() => expect(applied).toHaveLength(100))
  expect(frames).toBe(1)
  expect(applied).toEqual(applied.toSorted((a, b) => a - b))
})
