import { randomUUID } from 'node:crypto'
import type { RoomKind, RoomRole } from '@parley/db'
import { type ExecutionResult, GraphQLError } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../../test/client.ts'
import { type Door, doors, type Ids, idsOf } from '../../../test/doors.ts'
import { insertRoom } from '../../../test/rows.ts'
import { createWorld, type Person, type World } from '../../../test/world.ts'

// Role × kind × archived × operation, tried at every door. The rules are stated here once more, independently of policy.ts.

/** Who may: x an outsider, m a member, d a moderator, o an owner. In rooms PUBLIC, PRIVATE, DIRECT; when archived too? */
const rules = {
  see: ['xmdo', 'mdo', 'm', 'also archived'],
  read: ['mdo', 'mdo', 'm', 'also archived'],
  markRead: ['mdo', 'mdo', 'm', 'also archived'],
  post: ['mdo', 'mdo', 'm', ''],
  changeOwn: ['mdo', 'mdo', 'm', ''],
  editOthers: ['', '', '', ''],
  retractOthers: ['do', 'do', '', ''],
  join: ['xmdo', '', '', ''],
  leave: ['xmdo', 'mdo', '', 'also archived'],
  invite: ['mdo', 'do', '', ''],
  removeMember: ['do', 'do', '', ''],
  removeOwner: ['', '', '', ''],
  rename: ['do', 'do', '', ''],
  setTopic: ['mdo', 'mdo', 'm', ''],
  archive: ['o', 'o', '', 'also archived'],
  setRole: ['o', 'o', '', ''],
  pry: ['', '', '', ''],
} as const
type Rule = keyof typeof rules

const kinds = ['PUBLIC', 'PRIVATE', 'DIRECT'] as const satisfies RoomKind[]
const standings = ['OUTSIDER', 'ADMIN', 'MEMBER', 'MODERATOR', 'OWNER'] as const
type Standing = (typeof standings)[number]
const letters = { OUTSIDER: 'x', ADMIN: 'x', MEMBER: 'm', MODERATOR: 'd', OWNER: 'o' } as const

let world: World
const people = {} as Record<Standing | 'other' | 'owner' | 'stranger', Person>

beforeAll(async () => {
  world = await createWorld()
  // The first account is the administrator: in these rooms nobody.
  for (const name of ['ADMIN', 'OUTSIDER', 'MEMBER', 'MODERATOR', 'OWNER', 'other', 'owner', 'stranger'] as const) {
    people[name] = await world.signUp(name.toLowerCase() + (name === 'OWNER' ? '-me' : ''))
  }
})
afterAll(() => world[Symbol.asyncDispose]())

/** A room where the viewer stands so, with a message of somebody else, one of theirs and a reply, edited and reacted to. */
async function aRoom(kind: RoomKind, isArchived: boolean, standing: Standing): Promise<Ids> {
  const me = people[standing].user.id
  const [other, owner] = [people.other.user.id, people.owner.user.id]
  const role = standing === 'OUTSIDER' || standing === 'ADMIN' ? null : standing
  const members: Record<string, RoomRole> = { [other]: 'MEMBER', [owner]: kind === 'DIRECT' ? 'MEMBER' : 'OWNER' }
  const said = [{ by: other }, { by: me }, { by: other, in: 1 }]
  const id = await insertRoom(world.app.core.database, {
    kind,
    isArchived,
    members: { ...members, ...(role && { [me]: role }) },
    said,
  })
  const place = { room_id: id, seq: 1 }
  const reaction = { ...place, emoji: '👍', user_id: me, event_seq: 1, created_at: 1 }
  await world.app.core.database.kysely.insertInto('reaction').values(reaction).execute()
  const revision = { room_id: id, message_seq: 1, seq: 2, text: 'before', written_at: 1 }
  await world.app.core.database.kysely.insertInto('message_revision').values(revision).execute()
  return idsOf(id, othersOf(standing))
}

function othersOf(standing: Standing) {
  const { other, owner, stranger } = people
  return { me: people[standing].user.id, other: other.user.id, owner: owner.user.id, stranger: stranger.user.globalId }
}

/** What came of trying a door, and all that it said. */
async function attempt(person: Person, door: Door, ids: Ids): Promise<{ outcome: string; answer: unknown }> {
  const answer = await answerOf(person, door, ids)
  return {
    outcome: outcomeOf(answer),
    answer: { ...answer, errors: answer.errors?.map(({ message, extensions }) => ({ message, extensions })) },
  }
}

async function answerOf(person: Person, door: Door, ids: Ids): Promise<ExecutionResult> {
  if (!door.ask.startsWith('subscription')) return person.ask(door.ask, door.with(ids))
  try {
    const subscription = await person.subscribe(door.ask, door.with(ids))
    await subscription.return()
    return { data: {} }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { errors: [new GraphQLError(error.message, { extensions: { code: error.codes[0] } })] }
  }
}

function outcomeOf({ data, errors }: ExecutionResult): string {
  const code = errors?.[0]?.extensions?.code as string | undefined
  if (code)
    return code === 'FORBIDDEN_OR_MISSING' ? 'shut' : code === 'RoomArchivedError' ? 'archived' : JSON.stringify(code)
  const [value] = Object.values(data ?? {}) as ({ __typename?: string } | null | undefined)[]
  if (value === null) return 'shut'
  const type = value?.__typename ?? ''
  return type === 'RoomArchivedError' ? 'archived' : type.endsWith('Error') ? type : 'open'
}

function expectedAt(door: Door, place: { kind: RoomKind; isArchived: boolean; standing: Standing }): string {
  const rule = rules[door.rule as Rule]
  const letter = letters[place.standing]
  if (!rule[kinds.indexOf(place.kind)]?.includes(letter)) return 'shut'
  return place.isArchived && !rule[3] ? 'archived' : 'open'
}

describe.each(kinds)('in a %s room', (kind) => {
  describe.each([false, true])('(archived: %s)', (isArchived) => {
    const possible = standings.filter((it) => kind !== 'DIRECT' || letters[it] === 'x' || it === 'MEMBER')
    test.each(possible)('every door opens and shuts for %s as the rules say', async (standing) => {
      const person = people[standing]
      const isMember = letters[standing] !== 'x'
      const ghost = idsOf(randomUUID(), othersOf(standing))
      let ids = await aRoom(kind, isArchived, standing)
      const [expected, found]: Record<string, unknown>[] = [{}, {}]
      for (const [name, door] of Object.entries(doors)) {
        const wanted = expectedAt(door, { kind, isArchived, standing })
        const { outcome, answer } = await attempt(person, door, ids)
        // A member may hear first that the room is archived.
        const isNearly = isMember && isArchived && wanted === 'shut' && outcome === 'archived'
        Object.assign(expected ?? {}, { [name]: wanted })
        Object.assign(found ?? {}, { [name]: isNearly ? wanted : outcome })
        const canKnow = isMember || kind === 'PUBLIC'
        if (wanted === 'shut' && !canKnow) {
          const missing = await attempt(person, door, ghost)
          expect({ [name]: answer }, 'what is forbidden looks like what is missing').toEqual({ [name]: missing.answer })
        }
        if (door.changes && outcome === 'open') ids = await aRoom(kind, isArchived, standing)
      }
      expect(found).toEqual(expected)
    })
  })
})
