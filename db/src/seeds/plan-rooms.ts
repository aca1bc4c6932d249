import { createHash } from 'node:crypto'
import type { RoomKind } from '../entities/room.ts'
import type { UserRow } from '../schema.ts'
import { type Blueprint, privateRooms, publicRooms } from './data/rooms.ts'
import type { Theme } from './exchanges/index.ts'
import type { Random } from './random.ts'

/** A room to be: who is in it, what is talked about, and how lively it is beside the others. */
export type RoomPlan = {
  kind: RoomKind
  name: string
  topic: string
  themes: readonly Theme[]
  /** The first of them makes the room. */
  people: readonly UserRow[]
  directKey: string | null
  isDefault: boolean
  isArchived: boolean
  weight: number
}

export type PlanOptions = {
  count: number
  /** Names of public rooms that exist. */
  taken: ReadonlySet<string>
  hasDefault: boolean
}

/** The rooms of a team: about half of them public, a fifth private, the rest direct. */
export function planRooms(random: Random, people: readonly UserRow[], options: PlanOptions): RoomPlan[] {
  const { count } = options
  const directs = planDirects(random, people, Math.round(count * 0.25))
  const hidden = Math.min(Math.round(count * 0.2), count - directs.length - 1)
  const open = count - directs.length - Math.max(0, hidden)
  const taken = new Set(options.taken)
  const publics = Array.from({ length: open }, (_, i) => {
    const blueprint = freeName(blueprintOf(publicRooms, i), taken)
    const members = i === 0 ? [...people] : team(random, people, { share: 0.08 + 0.5 / (1 + i / 5), first: 0.75 })
    const plan = roomOf('PUBLIC', blueprint, members)
    return {
      ...plan,
      isDefault: i === 0 && options.hasDefault,
      isArchived: i > 8 && i === open - 1,
      weight: 1 / (i + 1.5),
    }
  })
  const privates = Array.from({ length: Math.max(0, hidden) }, (_, i) => {
    const members = team(random, people, { share: 0.04 + random.next() * 0.1, first: 0.6 })
    return { ...roomOf('PRIVATE', blueprintOf(privateRooms, i), members), weight: 0.35 / (i + 1.5) }
  })
  return [...publics, ...privates, ...directs]
}

function roomOf(
  kind: RoomKind,
  [name, topic, themes]: Blueprint,
  people: readonly UserRow[],
): Omit<RoomPlan, 'weight'> {
  return { kind, name, topic, themes, people, directKey: null, isDefault: false, isArchived: false }
}

/** Conversations of two, some of three or four; the first person has the half of them, so that there is much to look at. */
function planDirects(random: Random, people: readonly UserRow[], count: number): RoomPlan[] {
  const plans = new Map<string, RoomPlan>()
  for (let tries = 0; plans.size < count && tries < 20 * count; tries++) {
    const size = plans.size % 4 === 3 ? random.int(3, 4) : 2
    const first = plans.size % 2 === 0 || plans.size % 4 === 3 ? people.slice(0, 1) : []
    const members = [...new Set([...first, ...random.some(people, size)])].slice(0, size)
    const ids = members.map((person) => person.id).sort()
    const directKey = createHash('sha256').update(ids.join(' ')).digest('hex')
    if (members.length < Math.min(size, people.length) || plans.has(directKey)) continue
    const room = roomOf('DIRECT', ['', '', ['direct', 'direct', 'life']], members)
    plans.set(directKey, { ...room, directKey, weight: 0.04 })
  }
  return [...plans.values()]
}

/** A share of the people, at least three; `first` is how likely the first person, the one to look with, is among them. */
function team(
  random: Random,
  people: readonly UserRow[],
  { share, first }: { share: number; first: number },
): UserRow[] {
  const [one, ...others] = people
  const members = random.some(others, Math.max(3, Math.round(people.length * share)))
  if (one && random.chance(first)) members.splice(random.int(1, members.length), 0, one)
  return members.length > 0 ? members : [...people]
}

function blueprintOf(list: readonly Blueprint[], i: number): Blueprint {
  const [name, topic, themes] = list[i % list.length] ?? ['room', '', ['company']]
  const round = Math.floor(i / list.length)
  return [round === 0 ? name : `${name}-${round + 1}`, topic, themes]
}

function freeName([name, topic, themes]: Blueprint, taken: Set<string>): Blueprint {
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name}-${n}`
  taken.add(free)
  return [free, topic, themes]
}
