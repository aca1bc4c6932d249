import type { Entry, Following, History, LogLine, RoomTruth, Sent } from './history.ts'
import { differences } from './differences.ts'

// What must hold of every history, whatever happened in it. Each check answers with what is wrong, in words.

/** The faults found in a whole history; empty when there are none. */
export function check({ sent, followings, rooms }: History): string[] {
  const roomOf = new Map(rooms.map((truth) => [truth.room, truth]))
  return [
    ...rooms.flatMap((truth) => [...checkLog(truth), ...checkAgreement(truth)]),
    ...rooms.flatMap((truth) => {
      const here = sent.filter(({ room }) => room === truth.room)
      return [...checkSends(here, truth), ...checkOrder(here)]
    }),
    ...followings.flatMap((following) => {
      const truth = roomOf.get(following.room)
      if (!truth) return [`${following.who} followed a room that isn't there`]
      return [checkDelivery, checkRevocation, checkState].flatMap((check) =>
        check(following, truth).map((what) => `${following.who} in ${following.room.slice(-4)}: ${what}`),
      )
    }),
  ]
}

/** The log is gapless from 1 to its head. */
export function checkLog({ log, lastSeq }: RoomTruth): string[] {
  const wrong = log.flatMap(({ seq }, i) => (seq === i + 1 ? [] : [`the log has ${seq} where ${i + 1} belongs`]))
  return log.length === lastSeq ? wrong.slice(0, 1) : [...wrong.slice(0, 1), `the log has ${log.length} of ${lastSeq}`]
}

/** Whatever was acknowledged is there once, with its number; what was not, at most once; and nothing that nobody sent. */
export function checkSends(sent: readonly Sent[], { messages }: RoomTruth): string[] {
  const there = Map.groupBy(messages, ({ clientId }) => clientId)
  const known = new Set(sent.map(({ clientId }) => clientId))
  return [
    ...sent.flatMap(({ clientId, acknowledged }) => {
      const found = there.get(clientId) ?? []
      if (found.length > 1) return [`${clientId} was posted ${found.length} times`]
      if (acknowledged && found.length === 0) return [`${clientId} was acknowledged and is lost`]
      const isMoved = acknowledged && found[0]?.seq !== acknowledged.seq
      return isMoved ? [`${clientId} was acknowledged as ${acknowledged.seq} and is ${found[0]?.seq}`] : []
    }),
    ...messages.filter(({ clientId }) => !known.has(clientId)).map(({ clientId }) => `nobody sent ${clientId}`),
  ]
}

/** What was sent after another was acknowledged has the higher number. */
export function checkOrder(sent: readonly Sent[]): string[] {
  const acknowledged = sent.flatMap(({ acknowledged, ...rest }) => (acknowledged ? [{ ...rest, ...acknowledged }] : []))
  const byEnd = acknowledged.toSorted((a, b) => a.at - b.at)
  const byStart = acknowledged.toSorted((a, b) => a.startedAt - b.startedAt)
  let [highest, next] = [0, 0]
  return byStart.flatMap(({ startedAt, seq }) => {
    for (let before = byEnd[next]; before && before.at < startedAt; before = byEnd[++next])
      highest = Math.max(highest, before.seq)
    return seq > highest ? [] : [`${seq} was sent after ${highest} was acknowledged`]
  })
}

/** Past its cursor a follower gets each event once and in order, the same as in the log, or a reset; in the end it has all. */
export function checkDelivery({ entries, userId }: Following, { log, lastSeq, members }: RoomTruth): string[] {
  const wrong: string[] = []
  // Null: it has to load first.
  let position: number | null = null
  let floor = 0
  for (const entry of entries) {
    if (entry.kind === 'loaded') {
      if (entry.seq < floor) wrong.push(`loaded ${entry.seq}, after a reset to ${floor}`)
      position = entry.seq
    } else if (entry.kind === 'reset') {
      floor = entry.seq
      position = null
    } else if (entry.kind === 'following') {
      if (entry.after !== position) wrong.push(`went on after ${entry.after} and had ${position}`)
    } else if (entry.kind === 'event') {
      wrong.push(...checkStep(entry, position, log))
      position = entry.seq
    }
  }
  const isThere = members.includes(userId)
  if (isThere && position !== lastSeq) wrong.push(`stands at ${position} in the end, the log at ${lastSeq}`)
  return wrong
}

function checkStep(
  { seq, what }: Entry & { kind: 'event' },
  position: number | null,
  log: readonly LogLine[],
): string[] {
  if (position === null) return [`got ${seq} between a reset and a load`]
  if (seq <= position) return [`got ${seq} again, after ${position}`]
  if (seq > position + 1) return [`got ${seq} after ${position}, without what lies between`]
  const line = log[seq - 1]
  return line?.what === what ? [] : [`got "${what}" as ${seq}, the log says "${line?.what}"`]
}

/**
 * Nothing goes past one's own removal, but to who had come back by then: the right to read is looked at when a subscription
 * begins, so before its first word; and at a reset.
 */
export function checkRevocation({ entries, userId }: Following, { log }: RoomTruth): string[] {
  const own = log.filter(({ joined, left }) => joined === userId || left === userId)
  const wrong: string[] = []
  let allowedBy: number | null = null
  for (const entry of entries) {
    if (entry.kind === 'following') allowedBy = null
    if (entry.kind !== 'event' && entry.kind !== 'reset') continue
    allowedBy = entry.kind === 'reset' ? entry.at : (allowedBy ?? entry.at)
    const last = entry.kind === 'reset' ? entry.seq : entry.seq - 1
    const removal = own.findLast(({ seq, left }) => left && seq <= last)
    const by = allowedBy
    if (removal && !own.some(({ joined, seq, at }) => joined && seq > removal.seq && at <= by))
      wrong.push(`got ${entry.seq} past the removal at ${removal.seq}`)
  }
  return wrong
}

/** What a follower sees is what a fresh load shows: all of it that its load and its events could tell. */
export function checkState({ state, userId }: Following, { fresh, members }: RoomTruth): string[] {
  const [truth] = fresh
  if (!members.includes(userId) || !truth) return []
  const messages = Object.fromEntries(Object.keys(state.messages).map((seq) => [seq, truth.messages[Number(seq)]]))
  return differences(state, { ...truth, messages }).map((what) => `sees otherwise than a fresh load: ${what}`)
}

/** All nodes answer the same. */
export function checkAgreement({ fresh, room }: RoomTruth): string[] {
  return fresh
    .slice(1)
    .flatMap((other) => differences(other, fresh[0]).map((what) => `nodes disagree on ${room}: ${what}`))
}
