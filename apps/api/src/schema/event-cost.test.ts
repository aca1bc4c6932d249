import { expect, test } from 'vitest'
import { act, roomOf } from '../../test/talk.ts'
import { createWorld } from '../../test/world.ts'

const membersOf = (count: number) => `subscription ($id: ID!) {
  roomEvents(roomId: $id) {
    ... on RoomChanged {
      room { members(first: ${count}) { edges { node { id role joinedAt user { id name username title presence lastSeenAt } } } } }
    }
  }
}`

test('a subscription that asks for too much of each event is refused before it begins, whichever way it comes', async () => {
  await using world = await createWorld()
  const ana = await world.signUp('ana')
  const id = await roomOf(world, [ana])
  const { connect } = await world.listen()
  const socket = await connect({ token: ana.token })
  const refusal = { code: 'TOO_COMPLEX' }
  await expect(ana.subscribe(membersOf(200), { id })).rejects.toMatchObject({ codes: [refusal.code] })
  const answer = socket.client.iterate({ query: membersOf(200), variables: { id } })
  expect(await answer.next()).toMatchObject({ value: { errors: [{ extensions: refusal }] } })

  let heard: unknown
  const allowed = socket.client.iterate({ query: membersOf(100), variables: { id } })
  void allowed.next().then(({ value }) => (heard = value))
  const changeUntilHeard = async () => {
    await act(ana, 'updateRoom', { input: { roomId: id, topic: crypto.randomUUID() } })
    return heard
  }
  const edges = [{ node: { role: 'OWNER' } }]
  await expect.poll(changeUntilHeard).toMatchObject({ data: { roomEvents: { room: { members: { edges } } } } })
})
