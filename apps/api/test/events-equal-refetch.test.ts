import { createMemoryBroker } from '@parley/realtime'
import { createUnreliableBroker, seededRandom } from '@parley/realtime/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Subscription } from './client.ts'
import { globalId } from './rows.ts'
import { act, edit, react, retract, roomOf, say, unreact } from './talk.ts'
import { at, createWorld, type Person, type World } from './world.ts'

// Whoever follows a room from any cursor, through a broker that loses, doubles and reorders, has seen each number once and in
// order, and what the events showed last is what a query shows.

let world: World
let random = seededRandom(1)
let [ana, ben, dan, eve]: Person[] = []

beforeAll(async () => {
  const broker = createUnreliableBroker(createMemoryBroker(), {
    random: () => random(),
    drop: 0.2,
    duplicate: 0.2,
    reorder: 0.2,
  })
  world = await createWorld({ broker, config: { sweepMs: 100 } })
  ;[ana, ben, dan, eve] = await Promise.all(['ana', 'ben', 'dan', 'eve'].map((name) => world.signUp(name)))
})
afterAll(() => world[Symbol.asyncDispose]())

const message = `id text editedAt retractedAt retractedBy { id } replyCount lastReplyAt repliers { id } mentions { id }
  reactions { emoji count users { id } }`
const room = 'name topic isArchived memberCount messageCount lastMessageAt'
const member = 'id role user { id }'
const document = `subscription($id: ID!, $after: String) { roomEvents(roomId: $id, after: $after) {
  __typename seq cursor
  ... on RoomChanged { room { ${room} } }
  ... on MemberJoined { memberId member { ${member} } room { ${room} } }
  ... on MemberLeft { memberId room { ${room} } }
  ... on MemberRoleChanged { memberId member { ${member} } }
  ... on MessagePosted { message { ${message} root { id replyCount lastReplyAt repliers { id } } } room { messageCount lastMessageAt } }
  ... on MessageEdited { message { ${message} } }
  ... on MessageRetracted { message { ${message} } }
  ... on ReactionAdded { message { ${message} } }
  ... on ReactionRemoved { message { ${message} } }
} }`
type Thing = Record<string, unknown> & { id: string }
type Event = {
  __typename: string
  seq: number
  cursor: string
  room?: Record<string, unknown>
  message?: Thing & { root?: Thing | null }
  memberId?: string
  member?: Thing | null
}

/** What a client would hold that was told nothing but these events. */
class Cache {
  readonly messages = new Map<string, Thing>()
  readonly members = new Map<string, Thing | null>()
  room: Record<string, unknown> = {}

  take({ __typename, room: changed, message: shown, memberId, member: shownMember }: Event): void {
    Object.assign(this.room, changed)
    if (shown) {
      const { root, ...rest } = shown
      this.messages.set(rest.id, rest)
      const known = root && this.messages.get(root.id)
      if (known) this.messages.set(root.id, { ...known, ...root })
    }
    if (memberId) this.members.set(memberId, __typename === 'MemberLeft' ? null : (shownMember ?? null))
  }
}

const ghost = globalId('Message', 'nowhere:1')

type Step = { who: number; what: string; at: number; word: string }
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat(2),
  what: fc.constantFrom(
    'say',
    'say',
    'say',
    'reply',
    'reply',
    'edit',
    'edit',
    'retract',
    'react',
    'react',
    'unreact',
    'rename',
    'topic',
    'invite',
    'remove',
    'leave',
    'promote',
    'archive',
    'follow',
    'follow',
  ),
  at: fc.nat(30),
  word: fc.constantFrom('hello', '@dan', '@ben and @eve', '@all', '👍', '🎉'),
})

type Said = { roomId: string; main: string[]; all: string[] }

async function take({ roomId, main, all }: Said, { who, what, at: place, word }: Step): Promise<void> {
  const person = [ana, ben, dan][who] ?? ana
  if (!person || !ana || !dan) return
  const id = all[place % all.length] ?? ghost
  const root = main[place % main.length] ?? ghost
  const emoji = word.length < 4 ? word : '🚀'
  const input = { roomId }
  const acts: Record<string, () => Promise<unknown>> = {
    say: async () => {
      const { data } = await say(person, roomId, { text: word })
      if (data) main.push(data.id)
      if (data) all.push(data.id)
    },
    reply: async () => {
      const { data } = await say(person, roomId, { text: word, rootId: root })
      if (data) all.push(data.id)
    },
    edit: () => edit(person, id, `${word} ${place}`),
    retract: () => retract(person, id),
    react: () => react(person, id, emoji),
    unreact: () => unreact(person, id, emoji),
    rename: () => act(person, 'updateRoom', { input: { ...input, name: `room ${place}` } }),
    topic: () => act(person, 'updateRoom', { input: { ...input, topic: word } }),
    invite: () => act(person, 'inviteToRoom', { input: { ...input, userIds: [dan?.user.globalId] } }),
    remove: () => act(person, 'removeFromRoom', { input: { ...input, userId: dan?.user.globalId } }),
    leave: () => act(dan ?? person, 'leaveRoom', { input }),
    promote: () =>
      act(person, 'setMemberRole', {
        input: { ...input, userId: dan?.user.globalId, role: place % 2 ? 'MODERATOR' : 'MEMBER' },
      }),
    archive: () => act(person, place % 5 ? 'unarchiveRoom' : 'archiveRoom', { input }),
  }
  // What isn't allowed, or isn't there, is refused: that is for other tests.
  await acts[what]?.().catch((error: Error) => expect(error.message).toContain('FORBIDDEN_OR_MISSING'))
}

type Follower = { after: number; events: Subscription }

async function run(steps: readonly Step[], seed: number): Promise<void> {
  if (!ana || !ben || !eve || !dan) return
  random = seededRandom(seed)
  const id = await roomOf(world, [ana, ben, eve, dan])
  const said: Said = { roomId: id, main: [], all: [] }
  const cursors = [await standOf(id)]
  const followers: Follower[] = [await follow(id, cursors[0])]
  for (const next of steps) {
    if (next.what === 'follow') followers.push(await follow(id, cursors[next.at % cursors.length]))
    else await take(said, next)
    cursors.push(await standOf(id))
  }
  followers.push(await follow(id, cursors[0]))
  const { seq: head } = await standOf(id)
  const fresh = await refetch(id)
  for (const { after, events } of followers) {
    const told = await readTo(events, after, head)
    expect(told.map(({ seq }) => seq)).toEqual(Array.from({ length: head - after }, (_, i) => after + i + 1))
    const cache = new Cache()
    for (const event of told) cache.take(event)
    expect(fresh.room).toMatchObject(cache.room)
    for (const [key, shown] of cache.messages) expect(shown).toEqual(fresh.messages.get(key))
    for (const [key, shown] of cache.members) expect(shown).toEqual(fresh.members.get(key) ?? null)
  }
}

async function standOf(id: string): Promise<{ cursor: string; seq: number }> {
  const found = await eve?.query('query($id: ID!) { room(id: $id) { cursor seq: lastSeq } }', { id })
  return at(found, 'room')
}

async function follow(id: string, from: { cursor: string; seq: number } | undefined): Promise<Follower> {
  if (!eve || !from) throw new Error('nobody to follow, or from nowhere')
  return { after: from.seq, events: await eve.subscribe(document, { id, after: from.cursor }) }
}

async function readTo(events: Subscription, after: number, head: number): Promise<Event[]> {
  const told: Event[] = []
  while ((told.at(-1)?.seq ?? after) < head) told.push((await events.next<{ roomEvents: Event }>()).roomEvents)
  await events.return()
  return told
}

async function refetch(id: string) {
  const pages = `messages(first: 40) { edges { node { ${message} replies(first: 40) { edges { node { ${message} } } } } } }`
  const found = await eve?.query(
    `query($id: ID!) { room(id: $id) { ${room} members { edges { node { ${member} } } } ${pages} } }`,
    { id },
  )
  type Edges<T> = { edges: { node: T }[] }
  const { members, messages, ...rest } = at<{
    members: Edges<Thing>
    messages: Edges<Thing & { replies: Edges<Thing> }>
  }>(found, 'room')
  const all = messages.edges.flatMap(({ node: { replies, ...root } }) => [
    root as Thing,
    ...replies.edges.map((edge) => edge.node),
  ])
  return {
    room: rest,
    messages: new Map(all.map((it) => [it.id, it])),
    members: new Map(members.edges.map(({ node }) => [node.id, node])),
  }
}

test('events equal a refetch, whatever happens and whatever the broker does', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 50, size: 'max' }), fc.integer(), run), {
    numRuns: 20,
    verbose: true,
  })
}, 60_000)
