import { readFileSync } from 'node:fs'
import { createMemoryBroker } from '@parley/realtime'
import { createUnreliableBroker, seededRandom } from '@parley/realtime/testing'
import fc from 'fast-check'
import { buildSchema, type DocumentNode, type GraphQLInterfaceType, print } from 'graphql'
import { expect, test, vi } from 'vitest'
import { pipe, subscribe } from 'wonka'
import { WebSocket } from 'ws'
import { sessionCookieName } from '../../../api/src/http/cookies.ts'
import { createWorld, type Person } from '../../../api/test/world.ts'
import { MessageQuery } from '../features/messages/message-query.ts'
import { MembersQuery } from '../features/rooms/documents.ts'
import { loadRoom, RoomState } from '../features/rooms/load-room.ts'
import { AppQuery } from '../features/sidebar/app-query.ts'
import { RoomPage, ThreadPage } from '../features/timeline/message-page.ts'
import { RoomEvents } from './events.ts'
import { followMe } from './follow-me.ts'
import { createLive, type Live } from './live.ts'

type Faults = { drop?: number; duplicate?: number; reorder?: number }

async function createPlace(faults: Faults) {
  const random = seededRandom(7)
  const broker = createUnreliableBroker(createMemoryBroker(), { random, ...faults })
  const world = await createWorld({ broker, config: { sweepMs: 150 } })
  const { url } = await world.listen()
  const people = [await world.signUp('ana'), await world.signUp('ben'), await world.signUp('cleo')]
  return { url, people, told: new Set<string>(), [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
}
type Place = Awaited<ReturnType<typeof createPlace>>

/** What somebody can do; `ana` is who looks, `ben` owns the room. */
const kinds = [
  'post',
  'reply',
  'edit',
  'retract',
  'react',
  'unreact',
  'read',
  'join',
  'leave',
  'invite',
  'remove',
  'topic',
  'archive',
  'role',
  'profile',
  'reset',
  'cut',
] as const

/** One thing that somebody does; `target` picks among the messages that are there. */
const action = fc.record({
  kind: fc.constantFrom(...kinds, 'post', 'post', 'reply'),
  who: fc.nat({ max: 2 }),
  target: fc.nat({ max: 30 }),
})
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

function step(kind: Action['kind'], who: number, target = 0): Action {
  return { kind, who, target }
}

/** Everything once: what random sequences may miss. */
const everything: Action[] = [
  step('post', 0),
  step('join', 2),
  step('reply', 1),
  step('post', 2),
  step('edit', 0),
  step('react', 1),
  step('react', 2),
  step('unreact', 1),
  step('role', 1, 5),
  step('profile', 2),
  step('profile', 0, 1),
  step('topic', 1),
  step('read', 0, 3),
  step('leave', 2),
  step('invite', 1, 2),
  step('retract', 0),
  step('archive', 1),
  step('archive', 1, 1),
  step('leave', 0),
  step('post', 1),
  step('join', 0),
  step('reset', 0),
  step('remove', 1),
  step('join', 0),
  step('cut', 0),
  step('post', 2),
]

test.each<[string, Faults]>([
  ['and the line is cut', {}],
  ['and what the nodes tell each other is lost, doubled and overtaken', { drop: 0.2, duplicate: 0.2, reorder: 0.2 }],
])(
  'a cache that only events fed equals a fresh load, whatever happens %s',
  async (_name, faults) => {
    await using place = await createPlace(faults)
    const run = fc.asyncProperty(fc.array(action, { minLength: 8, maxLength: 24 }), async (actions) => {
      await using scene = await openRoom(place)
      for (const one of actions) {
        await scene.perform(one)
        // Told one by one; the random ones come in heaps.
        if (actions === everything) await scene.upToDate()
      }
      // What is told to one person only has no numbers: it is made good when the line comes back.
      if (faults.drop) scene.cut()
      await scene.expectEquivalence()
    })
    await fc.assert(run, { numRuns: 25, examples: [[everything]], interruptAfterTimeLimit: 25_000 })
    expect([...place.told].toSorted()).toEqual(kindsOfEvents)
  },
  150_000,
)

const schema = buildSchema(readFileSync(new URL('../../../../packages/schema/schema.graphql', import.meta.url), 'utf8'))
const kindsOfEvents = schema
  .getPossibleTypes(schema.getType('RoomEvent') as GraphQLInterfaceType)
  .map(({ name }) => name)
  .toSorted()

async function openRoom({ url, people, told }: Place) {
  const [ana, ben] = people as [Person, Person]
  const input = { kind: 'PUBLIC', name: `room-${crypto.randomUUID()}`, clientId: crypto.randomUUID() }
  const made = await ben.query<{ createRoom: { data: { id: string; cursor: string } } }>(
    'mutation ($input: CreateRoomInput!) { createRoom(input: $input) { ... on CreateRoomSuccess { data { id cursor } } } }',
    { input },
  )
  const { id: roomId, cursor } = made.createRoom.data
  const messages: string[] = []
  const { live, cut } = liveOf(ana, url)
  const watched = watch(live, roomId)
  let stop = () => {}

  /** What the SPA does when it opens a room. `at` is where its log is followed from, when not from where it stands. */
  async function open(at?: string) {
    stop()
    if ((await loadRoom(live, roomId)) === null) return
    if (at) live.cursors.set(roomId, at)
    const events = live.client.subscription(RoomEvents, { roomId }).subscribe(({ data }) => {
      if (data) told.add(data.roomEvents.__typename)
    })
    const pane = live.client
      .query(MembersQuery, { id: roomId, first: 30 }, { requestPolicy: 'cache-and-network' })
      .subscribe(({ data }) => (watched.members = data))
    stop = () => {
      events.unsubscribe()
      pane.unsubscribe()
    }
  }

  await change(ana, 'joinRoom', { roomId })
  // From the beginning, so that the room's own first event is told as well.
  await open(cursorAt(cursor, 0))
  const stopFollowingMe = followMe(live.client)
  const isIn = async (person = ana) => (await person.query<InRoom>(roomPlace, { id: roomId })).room?.membership != null

  async function perform({ kind, who, target }: Action): Promise<void> {
    const actor = people[who] as Person
    const other = people[target % 3] as Person
    const messageId = messages[target % Math.max(1, messages.length)]
    const emoji = target % 2 ? '👍' : '🎉'
    if (kind === 'cut') return cut()
    if (kind === 'reset') return open(cursorAt(cursor, 1_000_000))
    if (kind === 'join') {
      await change(actor, 'joinRoom', { roomId })
      return actor === ana ? open() : undefined
    }
    if (kind === 'leave') return change(actor, 'leaveRoom', { roomId })
    if (kind === 'invite') {
      await change(actor, 'inviteToRoom', { roomId, userIds: [other.user.globalId] })
      return other === ana ? open() : undefined
    }
    if (kind === 'remove') return change(actor, 'removeFromRoom', { roomId, userId: other.user.globalId })
    if (kind === 'topic') return change(actor, 'updateRoom', { roomId, topic: `topic ${target}` })
    if (kind === 'archive') return change(actor, target % 3 ? 'unarchiveRoom' : 'archiveRoom', { roomId })
    if (kind === 'read') return change(actor, 'markRead', { roomId, seq: target })
    // A room is told what its members are called, not who was there once.
    if (kind === 'profile' && !(await isIn(actor))) return
    if (kind === 'profile') return change(actor, 'updateProfile', { name: `${target} ${who}`, title: `t${target}` })
    if (kind === 'role') {
      const role = target % 2 ? 'MODERATOR' : 'MEMBER'
      return change(actor, 'setMemberRole', { roomId, userId: other.user.globalId, role })
    }
    if (kind === 'post' || kind === 'reply') {
      const rootId = kind === 'reply' ? messageId : undefined
      const text = `message ${messages.length} for @ana and @cleo`
      const sent = await actor.send(roomId, text, rootId).catch(() => null)
      if (!sent?.id) return
      messages.push(sent.id)
      // Opened before there is a reply, it has only what events put in.
      if (!rootId) await live.pages.jump(`thread:${sent.id}`).catch(() => false)
      return
    }
    if (!messageId) return
    if (kind === 'edit') return change(actor, 'editMessage', { messageId, text: `edited ${target} @ben` })
    if (kind === 'retract') return change(actor, 'retractMessage', { messageId })
    await change(actor, kind === 'react' ? 'addReaction' : 'removeReaction', { messageId, emoji })
  }

  /** What is in a window; the rest is read again before it is shown. */
  function onScreen(): Set<string> {
    const keys = [`room:${roomId}` as const, ...messages.map((id) => `thread:${id}` as const)]
    return new Set(keys.flatMap((key) => live.windows.get(key)?.entries.map(({ id }) => id) ?? []))
  }

  async function upToDate() {
    const { room } = await ana.query<InRoom>(roomPlace, { id: roomId })
    if (room?.membership) await eventually(() => expect(live.cursors.get(roomId)).toBe(room.cursor))
  }

  async function expectEquivalence() {
    const fresh = async (document: DocumentNode, variables: object) =>
      clean(await ana.query(print(document), { ...variables }))
    if (await isIn()) {
      await upToDate()
      for (const id of onScreen()) {
        const cached = live.client.readQuery(MessageQuery, { id })
        expect(clean(cached?.data)).toEqual(await fresh(MessageQuery, { id }))
      }
      const page = await ana.query<Pages>(print(RoomPage), { id: roomId, last: 50 })
      expect(live.windows.get(`room:${roomId}`)?.entries.map(({ id }) => id)).toEqual(idsOf(page.room?.messages))
      for (const id of messages) {
        const window = live.windows.get(`thread:${id}`)
        if (!window) continue
        const thread = await ana.query<Pages>(print(ThreadPage), { id, last: 50 })
        expect(window.entries.map((entry) => entry.id)).toEqual(idsOf(thread.message?.replies))
      }
      const members = await fresh(MembersQuery, { id: roomId, first: 30 })
      await eventually(() => expect(clean(watched.members)).toEqual(members))
    } else {
      // Who is outside is shown the door, which is asked for afresh.
      await live.client.query(RoomState, { id: roomId }, { requestPolicy: 'network-only' }).toPromise()
    }
    const state = await fresh(RoomState, { id: roomId })
    await eventually(() => expect(clean(watched.room)).toEqual(state))
    const app = await fresh(AppQuery, {})
    await eventually(() => expect(sidebarOf(clean(watched.app))).toEqual(sidebarOf(app)))
  }

  return {
    perform,
    upToDate,
    cut,
    expectEquivalence,
    async [Symbol.asyncDispose]() {
      stop()
      stopFollowingMe()
      live.dispose()
    },
  }
}

/** A line that was cut several times is tried again after more and more seconds. */
function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 40_000, interval: 20 })
}

const roomPlace = 'query ($id: ID!) { room(id: $id) { cursor membership { id } } }'
type InRoom = { room: { cursor: string; membership: { id: string } | null } | null }

/** Whatever it answers: what isn't allowed changes nothing, which is to be seen too. */
async function change(actor: Person, name: string, value: Record<string, unknown>): Promise<void> {
  const document = `mutation ($input: ${typeNames[name]}!) { ${name}(input: $input) { __typename } }`
  await actor.ask(document, { input: value })
}

/** The same log, another place in it. */
function cursorAt(cursor: string, seq: number): string {
  const epoch = Buffer.from(cursor, 'base64url')
    .toString()
    .replace(/^\d+\./u, '')
  return Buffer.from(`${seq}.${epoch}`).toString('base64url')
}

const typeNames: Record<string, string> = {
  joinRoom: 'RoomInput',
  leaveRoom: 'RoomInput',
  archiveRoom: 'RoomInput',
  unarchiveRoom: 'RoomInput',
  updateRoom: 'UpdateRoomInput',
  markRead: 'MarkReadInput',
  setMemberRole: 'SetMemberRoleInput',
  inviteToRoom: 'InviteToRoomInput',
  removeFromRoom: 'RemoveFromRoomInput',
  updateProfile: 'UpdateProfileInput',
  editMessage: 'EditMessageInput',
  retractMessage: 'RetractMessageInput',
  addReaction: 'ReactionInput',
  removeReaction: 'ReactionInput',
}

/** The real client of the SPA on real sockets, which `cut` cuts. */
function liveOf(person: Person, url: string): { live: Live; cut: () => void } {
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
    schedule: (run) => setTimeout(run, 0),
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
  const shown: { room?: unknown; app?: unknown; members?: unknown } = {}
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
