import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createMemoryBroker } from '@parley/realtime'
import { say } from '../../../test/talk.ts'
import { createWorld, type Person } from '../../../test/world.ts'

const signals = `
  subscription Signals($id: ID!) {
    roomSignals(roomId: $id) {
      __typename
      ... on TypingChanged { isTyping user { username } }
      ... on PresenceChanged { user { username presence } }
    }
  }
`
const typing = 'mutation Typing($input: SetTypingInput!) { setTyping(input: $input) }'

const setTyping = (person: Person, roomId: string, isTyping: boolean) =>
  person.query(typing, { input: { roomId, isTyping } })

test('a room hears who types and who stopped, each once', async () => {
  await using world = await createWorld()
  const [ana, ben] = [await world.signUp('ana'), await world.signUp('ben')]
  const roomId = await ana.roomNamed('general')
  const heard = await ana.subscribe(signals, { id: roomId })
  const first = heard.next()
  for (let i = 0; i < 5; i++) await setTyping(ben, roomId, true)
  expect(await first).toEqual({
    roomSignals: { __typename: 'TypingChanged', isTyping: true, user: { username: 'ben' } },
  })
  const second = heard.next()
  await setTyping(ben, roomId, false)
  expect(await second).toMatchObject({ roomSignals: { isTyping: false } })
})

test('a message ends the typing that it comes from, so that the next is heard of again', async () => {
  await using world = await createWorld()
  const [ana, ben] = [await world.signUp('ana'), await world.signUp('ben')]
  const roomId = await ana.roomNamed('general')
  const heard = await ana.subscribe(signals, { id: roomId })
  for (const text of ['First', 'Second']) {
    const begins = heard.next()
    await setTyping(ben, roomId, true)
    expect(await begins).toMatchObject({ roomSignals: { isTyping: true } })
    const ends = heard.next()
    await say(ben, roomId, { text })
    expect(await ends).toMatchObject({ roomSignals: { isTyping: false } })
  }
})

test('a member comes online and goes: those who share a room hear it', async () => {
  await using world = await createWorld()
  const [ana, ben] = [await world.signUp('ana'), await world.signUp('ben')]
  const heard = await ana.subscribe(signals, { id: await ana.roomNamed('general') })
  const first = heard.next()
  const { connect } = await world.listen()
  await connect({ token: ben.token })
  expect(await first).toEqual({
    roomSignals: { __typename: 'PresenceChanged', user: { username: 'ben', presence: 'ONLINE' } },
  })
})

test('typing reaches the other nodes', async () => {
  const database = `sqlite:${join(await mkdtemp(join(tmpdir(), 'parley-')), 'shared.db')}`
  const broker = createMemoryBroker()
  await using here = await createWorld({ database, broker })
  await using there = await createWorld({ database, broker })
  const [ana, ben] = [await here.signUp('ana'), await there.signUp('ben')]
  const roomId = await ana.roomNamed('general')
  const heard = await ana.subscribe(signals, { id: roomId })
  await setTyping(ben, roomId, true)
  expect(await heard.next()).toMatchObject({ roomSignals: { isTyping: true } })
})

test('who may not read a room neither types there nor hears who does; who leaves hears no more', async () => {
  await using world = await createWorld()
  const [ana, eve] = [await world.signUp('ana'), await world.signUp('eve')]
  const created = await ana.query<{ createRoom: { data: { id: string } } }>(
    'mutation { createRoom(input: { kind: PRIVATE, name: "secret", clientId: "1" }) { ... on CreateRoomSuccess { data { id } } } }',
  )
  const secret = created.createRoom.data.id
  await expect(eve.subscribe(signals, { id: secret })).rejects.toMatchObject({ codes: ['FORBIDDEN_OR_MISSING'] })
  await expect(setTyping(eve, secret, true)).rejects.toMatchObject({ codes: ['FORBIDDEN_OR_MISSING'] })

  const invite = 'mutation I($input: InviteToRoomInput!) { inviteToRoom(input: $input) { __typename } }'
  await ana.query(invite, { input: { roomId: secret, userIds: [eve.user.globalId] } })
  const heard = await eve.subscribe(signals, { id: secret })
  const over = heard.end()
  const remove = 'mutation R($input: RemoveFromRoomInput!) { removeFromRoom(input: $input) { __typename } }'
  await ana.query(remove, { input: { roomId: secret, userId: eve.user.globalId } })
  await over
})
