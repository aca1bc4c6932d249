import { type Broker, createMemoryBroker } from '@parley/realtime'
import { createUnreliableBroker } from '@parley/realtime/testing'
import fc from 'fast-check'
import { type DocumentNode, print } from 'graphql'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { pipe, subscribe } from 'wonka'
import { WebSocket } from 'ws'
import { sessionCookieName } from '../../../api/src/http/cookies.ts'
import { createWorld, type Person, type World } from '../../../api/test/world.ts'
import { MessageQuery } from '../features/messages/message-query.ts'
import { loadRoom, RoomState } from '../features/rooms/load-room.ts'
import { AppQuery } from '../features/sidebar/app-query.ts'
import { RoomPage, ThreadPage } from '../features/timeline/message-page.ts'
import { RoomEvents } from './events.ts'
import { followMe } from './follow-me.ts'
import { createLive, type Live } from './live.ts'

let world: World
let url: string
let people: Person[]

beforeAll(async () => {
  world = await createWorld({ broker: lossyForRooms(), config: { sweepMs: 100 } })
  url = (await world.listen()).url
  people = [await world.signUp('ana'), await world.signUp('ben'), await world.signUp('cleo')]
})
afterAll(() => world[Symbol.asyncDispose]())

/** What goes out on rooms' topics is lost, doubled and overtaken; the log has to make up for it. */
function lossyForRooms(): Broker {
  const sound = createMemoryBroker()
  const options = { random: Math.random, drop: 0.2, duplicate: 0.2, reorder: 0.2 }
  const lossy = createUnreliableBroker(sound, options)
  return { ...sound, publish: (topic, message) => (topic.startsWith('room:') ? lossy : sound).publish(topic, message) }
}

/** One thing that somebody does; `target` picks among the messages that are there. */
const action = fc.record({
  kind: fc.constantFrom(
    ...([
      'post',
      'post',
      'reply',
      'edit',
      'retract',
      'react',
      'unreact',
      'read',
      'join',
      'leave',
      'topic',
      'archive',
      'role',
      'cut',
    ] as const),
  ),
  who: fc.nat({ max: 2 }),
  target: fc.nat({ max: 30 }),
})
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

test('a cache that only events fed equals a fresh load, whatever happens and however often the line is cut', async () => {
  const run = fc.asyncProperty(fc.array(action, { minLength: 8, maxLength: 24 }), async (actions) => {
    await using scene = await openRoom()
    for (const one of actions) await scene.perform(one)
    await scene.expectEquivalence()
  })
  await fc.assert(run, { numRuns: 12, interruptAfterTimeLimit: 60_000 })
}, 120_000)

async function openRoom() {
  const [ana] = people as [Person]
  const input = { kind: 'PUBLIC', name: `room-${crypto.randomUUID()}`, clientId: crypto.randomUUID() }
  const made = await ana.query<{ createRoom: { data: { id: string } } }>(
    'mutation ($input: CreateRoomInput!) { createRoom(input: $input) { ... on CreateRoomSuccess { data { id } } } }',
    { input },
  )
  const roomId = made.createRoom.data.id
  const messages: string[] = []
  const { live, cut } = liveOf(ana)
  const watched = watch(live, roomId)
  await loadRoom(live, roomId)
  const { unsubscribe } = pipe(
    live.client.subscription(RoomEvents, { roomId }),
    subscribe(() => {}),
  )
  const stopFollowingMe = followMe(live.client)

  async function perform({ kind, who, target }: Action): Promise<void> {
    // The viewer stays: what is theirs when they leave has a test of its own.
    const isComing = kind === 'join' || kind === 'leave'
    const actor = people[isComing ? 1 + (who % 2) : who] as Person
    const messageId = messages[target % Math.max(1, messages.length)]
    const emoji = target % 2 ? '👍' : '🎉'
    const change = (name: string, value: Record<string, unknown>) =>
      actor.ask(`mutation ($input: ${typeNames[name]}!) { ${name}(input: $input) { __typename } }`, { input: value })
    if (kind === 'cut') return cut()
    if (kind === 'join') return void (await change('joinRoom', { roomId }))
    if (kind === 'leave') return void (await change('leaveRoom', { roomId }))
    if (kind === 'topic') return void (await change('updateRoom', { roomId, topic: `topic ${target}` }))
    if (kind === 'archive') return void (await change(target % 3 ? 'unarchiveRoom' : 'archiveRoom', { roomId }))
    if (kind === 'read') return void (await change('markRead', { roomId, seq: target }))
    if (kind === 'role') {
      const role = target % 2 ? 'MODERATOR' : 'MEMBER'
      return void (await change('setMemberRole', { roomId, userId: people[target % 3]?.user.globalId, role }))
    }
    if (kind === 'post' || kind === 'reply') {
      const rootId = kind === 'reply' ? messageId : undefined
      const text = `message ${messages.length} for @ana and @cleo`
      const sent = await actor.send(roomId, text, rootId).catch(() => null)
      if (sent?.id) messages.push(sent.id)
      return
    }
    if (!messageId) return
    if (kind === 'edit') return void (await change('editMessage', { messageId, text: `edited ${target} @ben` }))
    if (kind === 'retract') return void (await change('retractMessage', { messageId }))
    await change(kind === 'react' ? 'addReaction' : 'removeReaction', { messageId, emoji })
  }

  async function expectEquivalence() {
    const fresh = async (document: DocumentNode, variables: object) =>
      clean(await ana.query(print(document), { ...variables }))
    const { room } = await ana.query<{ room: { cursor: string } }>('query ($id: ID!) { room(id: $id) { cursor } }', {
      id: roomId,
    })
    await vi.waitFor(() => expect(live.cursors.get(roomId)).toBe(room.cursor), { timeout: 10_000 })

    for (const id of messages) {
      const cached = live.client.readQuery(MessageQuery, { id })
      expect(clean(cached?.data)).toEqual(await fresh(MessageQuery, { id }))
    }
    const page = await ana.query<Pages>(print(RoomPage), { id: roomId, last: 50 })
    expect(live.windows.get(`room:${roomId}`)?.entries.map(({ id }) => id)).toEqual(idsOf(page.room?.messages))
    for (const id of messages.slice(0, 3)) {
      const thread = await ana.query<Pages>(print(ThreadPage), { id, last: 50 })
      await live.pages.jump(`thread:${id}`)
      expect(live.windows.get(`thread:${id}`)?.entries.map((entry) => entry.id)).toEqual(idsOf(thread.message?.replies))
    }
    const state = await fresh(RoomState, { id: roomId })
    await vi.waitFor(() => expect(clean(watched.room)).toEqual(state), { timeout: 5000 })
    const app = await fresh(AppQuery, {})
    await vi.waitFor(() => expect(sidebarOf(clean(watched.app))).toEqual(sidebarOf(app)), { timeout: 5000 })
  }

  return {
    perform,
    expectEquivalence,
    async [Symbol.asyncDispose]() {
      unsubscribe()
      stopFollowingMe()
      live.dispose()
    },
  }
}

const typeNames: Record<string, string> = {
  joinRoom: 'RoomInput',
  leaveRoom: 'RoomInput',
  archiveRoom: 'RoomInput',
  unarchiveRoom: 'RoomInput',
  updateRoom: 'UpdateRoomInput',
  markRead: 'MarkReadInput',
  setMemberRole: 'SetMemberRoleInput',
  editMessage: 'EditMessageInput',
  retractMessage: 'RetractMessageInput',
  addReaction: 'ReactionInput',
  removeReaction: 'ReactionInput',
}

/** The real client of the SPA on real sockets, which `cut` cuts. */
function liveOf(person: Person): { live: Live; cut: () => void } {
  const open = new Set<WebSocket>()
  const headers = { authorization: `Bearer ${person.token}` }
  const cookie = `${sessionCookieName}=${person.token}`
  class OwnSocket extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol, { headers: { cookie } })
      open.add(this)
    }
  }
  const live = createLive({
    origin: url,
    onSignedOut: () => {},
    webSocketImpl: OwnSocket,
    storage: { load: () => [], save: () => {}, remove: () => {} },
    fetch: (input, init) =>
      fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), ...headers } }),
  })
  const cut = () => {
    for (const socket of open) socket.terminate()
    open.clear()
  }
  return { live, cut }
}

/** What the sidebar and the room's pane show, as mounted queries. */
function watch(live: Live, roomId: string) {
  const shown: { room?: unknown; app?: unknown } = {}
  pipe(
    live.client.query(AppQuery, {}),
    subscribe(({ data }) => (shown.app = data)),
  )
  pipe(
    live.client.query(RoomState, { id: roomId }),
    subscribe(({ data }) => (shown.room = data)),
  )
  return shown
}

type Connection = { edges: { node: { id: string } }[] } | null | undefined
type Pages = { room?: { messages: Connection }; message?: { replies: Connection } }

function idsOf(connection: Connection): string[] | undefined {
  return connection?.edges.map(({ node }) => node.id)
}

/** Without what says nothing about the log: type names, presence. */
function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(
    ([key]) => !['__typename', 'presence', 'lastSeenAt', 'cursor'].includes(key),
  )
  return Object.fromEntries(kept.map(([key, child]) => [key, clean(child)]))
}

/** The sidebar without its order, which the view makes. */
function sidebarOf(app: unknown): unknown {
  const { viewer } = (app ?? {}) as { viewer?: { memberships: { edges: { node: { id: string } }[] } } }
  return viewer?.memberships.edges.map(({ node }) => node).toSorted((a, b) => a.id.localeCompare(b.id))
}
