import type { MembershipRow, RoomRow, UserRow } from '../schema.ts'
import { playCall, playEpisode } from './episode.ts'
import type { RoomPlan } from './plan-rooms.ts'
import type { Random } from './random.ts'
import { type Pending, RoomLog } from './room-log.ts'
import { day, workingMoments } from './working-time.ts'

export type Life = { plan: RoomPlan; messages: number; from: number; now: number }

/** How many events are handed over at once, about. */
const chunk = 2000
const perEpisode = 9
/** An episode goes on until its last exchange is over: about so many messages longer than wanted. */
const overrun = 2
/** What is kept for the last episode, so that something was said lately. */
const kept = 6

const reminders = ['new here? Say hello', 'notes are in the wiki', 'threads, please', 'kind and short']

/** A room from its creation until now, in pieces that each leave it whole. */
export function* liveRoom(random: Random, { plan, messages, from, now }: Life): Generator<Pending> {
  const [owner] = plan.people
  if (!owner) return
  const start = Math.max(owner.created_at, ...(plan.kind === 'DIRECT' ? plan.people.map((it) => it.created_at) : []))
  const created = plan.isDefault ? owner.created_at : start + Math.floor(random.next() * 0.25 * Math.max(0, now - from))
  const log = new RoomLog(random, newRoom(random, plan, { owner, at: Math.min(created, now - day / 24) }))
  const waiting = begin(log, plan, owner)

  const end = plan.isArchived ? now - (now - from) / 4 : now
  const moments = momentsOf(random, { plan, from: log.at, to: end, count: Math.ceil(messages / perEpisode) })
  const first = firstOf(plan)
  const isCalled = messages > 10 && plan.people.length > 2 && !plan.isArchived && random.chance(0.35)
  let left = isCalled ? messages - 1 : messages
  for (const [i, moment] of moments.entries()) {
    log.at = Math.min(now, Math.max(log.at, moment))
    while (waiting[0] && waiting[0].created_at <= log.at) enter(random, log, waiting)
    const isLast = i === moments.length - 1
    const most = isLast ? left : left - kept
    const even = most / (moments.length - i) - overrun
    const wanted = isLast ? left : Math.max(1, Math.round(even * (0.4 + 1.2 * random.next())))
    const until = Math.max(log.at, Math.min(moments[i + 1] ?? now, now - 15_000))
    const isLate = isCalled && i >= moments.length - 3
    const inside = plan.people.filter((it) => log.members.has(it.id))
    const people = present(random, isLate && inside.length > 2 ? inside.filter((it) => it !== first) : inside)
    left -= playEpisode(random, log, { themes: plan.themes, people, wanted, most, until })
    if (random.chance(Math.min(0.03, 12 / moments.length))) wander(random, log, plan)
    if (log.size >= chunk) yield log.take()
  }
  if (isCalled) {
    log.at = Math.max(log.at, Math.min(now - 15_000, log.at + Math.floor(random.wait(120_000))))
    callFirst(random, log, plan)
  }
  log.at = Math.max(log.at, Math.min(now, end))
  while (waiting[0]) enter(random, log, waiting)
  if (plan.isArchived) log.change(owner.id, { archived_at: log.at, public_name: null })
  for (const member of log.members.values()) readUpTo(random, log, { member, isFirst: member.user_id === first?.id })
  yield log.take()
}

/** When people talked. Where they talk much, and in some other rooms, the last time was a moment ago. */
function momentsOf(random: Random, span: { plan: RoomPlan; from: number; to: number; count: number }): number[] {
  const { plan, to } = span
  const moments = workingMoments(random, span)
  if (moments.length > 0 && !plan.isArchived && random.chance(0.35 + 4 * plan.weight)) {
    moments[moments.length - 1] = Math.floor(to - 4 * 60_000 - random.wait(2 * 60_000) / plan.weight)
  }
  return moments.sort((a, b) => a - b)
}

/** Makes the room with those who are in from the beginning; returns the others, in the order in which they come. */
function begin(log: RoomLog, plan: RoomPlan, owner: UserRow): UserRow[] {
  log.append('RoomCreated', owner.id)
  if (plan.kind === 'DIRECT') {
    for (const id of plan.people.map((it) => it.id).sort()) log.join(id, owner.id)
    return []
  }
  log.join(owner.id, owner.id, 'OWNER')
  const others = plan.people.slice(1)
  const invited = plan.isDefault ? [] : others.slice(0, 4).filter((it) => it.created_at <= log.at)
  for (const { id } of invited) log.join(id, owner.id)
  return others.filter((it) => !log.members.has(it.id)).sort((a, b) => a.created_at - b.created_at)
}

/** Somebody comes in; some are asked to help with the room. */
function enter(random: Random, log: RoomLog, waiting: UserRow[]): void {
  const person = waiting.shift()
  const { created_by: owner, kind } = log.room
  if (!person || !owner) return
  log.join(person.id, kind === 'PRIVATE' ? owner : person.id)
  if (random.chance(0.06)) log.setRole(person.id, 'MODERATOR', owner)
}

/** A change that isn't a message: somebody leaves for good, or the topic is put anew. */
function wander(random: Random, log: RoomLog, plan: RoomPlan): void {
  if (plan.kind === 'DIRECT' || !log.room.created_by) return
  if (random.chance(0.4)) {
    const topic = log.room.topic === plan.topic ? `${plan.topic} · ${random.pick(reminders)}` : plan.topic
    return log.change(log.room.created_by, { topic })
  }
  const member = random.pick([...log.members.values()])
  const mayGo = member.role === 'MEMBER' && !plan.isDefault && log.members.size > 4
  if (mayGo && member.user_id !== firstOf(plan)?.id) log.leave(member.user_id)
}

/** Those who are at their desks: not everybody of a large room speaks at the same time. */
function present(random: Random, people: readonly UserRow[]): UserRow[] {
  return random.some(people, Math.min(people.length, random.int(3, 12)))
}

/** The one to look with: whoever is first among all people. */
function firstOf({ people }: RoomPlan): UserRow | undefined {
  return people.toSorted((a, b) => a.created_at - b.created_at)[0]
}

/** The last message of some rooms asks for the one to look with, so that there is something to come back to. */
function callFirst(random: Random, log: RoomLog, plan: RoomPlan): void {
  const first = firstOf(plan)
  const others = plan.people.filter((it) => it !== first && log.members.has(it.id))
  if (first && others.length > 0) playCall(random, log, [random.pick(others), first])
}

/** Most have read all, some not the last ones, a few were away. Nobody has unread what they wrote or were there for. */
function readUpTo(
  random: Random,
  log: RoomLog,
  { member, isFirst }: { member: MembershipRow; isFirst: boolean },
): void {
  const most = Math.min(log.room.message_count - member.read_count, log.marks.length - 1)
  const called = log.marks.slice(-25).findIndex((mark) => mark.mentions.includes(member.user_id))
  const sinceCalled = called < 0 ? 0 : Math.min(25, log.marks.length) - called
  const mood = random.next()
  const recent = isFirst && sinceCalled > 0 ? Math.max(sinceCalled, random.int(1, 9)) : random.int(1, isFirst ? 9 : 30)
  const unread =
    mood < (isFirst && sinceCalled > 0 ? 0.2 : 0.5) ? 0 : mood < 0.92 || isFirst ? recent : random.int(30, 450)
  log.read(member, Math.max(0, Math.min(unread, most)))
}

function newRoom(random: Random, plan: RoomPlan, { owner, at }: { owner: UserRow; at: number }): RoomRow {
  return {
    id: random.uuid(at),
    kind: plan.kind,
    name: plan.name,
    public_name: plan.kind === 'PUBLIC' ? plan.name.normalize('NFKC').toLowerCase() : null,
    topic: plan.topic,
    direct_key: plan.directKey,
    creation_key: plan.kind === 'DIRECT' || plan.isDefault ? null : `${owner.id}:${random.uuid(at)}`,
    is_default: plan.isDefault ? 1 : 0,
    created_by: owner.id,
    created_at: at,
    archived_at: null,
    epoch: random.uuid(at).slice(-8),
    last_seq: 0,
    members_seq: 0,
    message_count: 0,
    last_message_at: null,
  }
}
