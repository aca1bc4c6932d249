import { expect, test } from 'vitest'
import { check } from './checks.ts'
import type { Entry, History, RoomState } from './history.ts'

// A checker is worth what it finds: a good history, and one way after the other to spoil it.

const room = 'r'
const state = (texts: string[], name = 'talk'): RoomState => ({
  room: { name },
  members: { m1: { role: 'OWNER' }, m2: { role: 'MEMBER' } },
  messages: Object.fromEntries(texts.map((text, i) => [i + 2, { text }])),
})

/** Ana posts 2 and 3; Ben is removed by 4, comes back with 5; Ana posts 6. */
function goodHistory(): History {
  const texts = ['one', 'two']
  const fresh = () => ({ ...state(texts), messages: { ...state(texts).messages, 6: { text: 'three' } } })
  const event = (seq: number, what: string): Entry => ({ kind: 'event', seq, what, at: 100 * seq + 10 })
  return {
    sent: [
      { room, clientId: 'a', startedAt: 1, acknowledged: { at: 2, seq: 2 } },
      { room, clientId: 'b', startedAt: 3, acknowledged: { at: 4, seq: 3 } },
      { room, clientId: 'c', startedAt: 5, acknowledged: null },
      { room, clientId: 'd', startedAt: 6, acknowledged: null },
    ],
    followings: [
      {
        who: 'ana',
        userId: 'ana',
        room,
        state: fresh(),
        entries: [
          { kind: 'loaded', seq: 1, at: 100 },
          { kind: 'following', after: 1, at: 100 },
          event(2, 'MessagePosted 2'),
          event(3, 'MessagePosted 3'),
          { kind: 'ended', why: 'lost: 1006', at: 320 },
          { kind: 'following', after: 3, at: 330 },
          event(4, 'MemberLeft ben'),
          { kind: 'reset', seq: 5, reason: 'epoch', at: 520 },
          { kind: 'loaded', seq: 5, at: 530 },
          { kind: 'following', after: 5, at: 530 },
          event(6, 'MessagePosted 6'),
        ],
      },
      {
        who: 'ben',
        userId: 'ben',
        room,
        state: fresh(),
        entries: [
          { kind: 'loaded', seq: 2, at: 220 },
          { kind: 'following', after: 2, at: 220 },
          event(3, 'MessagePosted 3'),
          event(4, 'MemberLeft ben'),
          { kind: 'ended', why: 'complete', at: 420 },
          { kind: 'following', after: 4, at: 510 },
          event(5, 'MemberJoined ben'),
          event(6, 'MessagePosted 6'),
        ],
      },
    ],
    rooms: [
      {
        room,
        lastSeq: 6,
        members: ['ana', 'ben'],
        fresh: [fresh(), fresh()],
        log: [
          { seq: 1, at: 100, what: 'RoomCreated' },
          { seq: 2, at: 200, what: 'MessagePosted 2' },
          { seq: 3, at: 300, what: 'MessagePosted 3' },
          { seq: 4, at: 400, what: 'MemberLeft ben', left: 'ben' },
          { seq: 5, at: 500, what: 'MemberJoined ben', joined: 'ben' },
          { seq: 6, at: 600, what: 'MessagePosted 6' },
        ],
        messages: [
          { seq: 2, clientId: 'a' },
          { seq: 3, clientId: 'b' },
          { seq: 6, clientId: 'c' },
        ],
      },
    ],
  }
}

type Parts = {
  history: History
  sent: History['sent']
  truth: History['rooms'][number]
  ana: History['followings'][number]
  ben: History['followings'][number]
}

function spoilt(spoil: (parts: Parts) => void): string[] {
  const history = goodHistory()
  const [ana, ben] = history.followings
  const [truth] = history.rooms
  spoil({ history, sent: history.sent, truth: truth!, ana: ana!, ben: ben! })
  return check(history)
}

const eventOf = (entries: Entry[], seq: number) => entries.findIndex((it) => it.kind === 'event' && it.seq === seq)
const late: Entry = { kind: 'event', seq: 6, what: 'MessagePosted 6', at: 450 }

test('a good history has nothing wrong', () => {
  expect(check(goodHistory())).toEqual([])
})

test.each<[string, RegExp, (parts: Parts) => void]>([
  ['an acknowledged message that is lost', /^a was acknowledged and is lost$/, ({ truth }) => truth.messages.shift()],
  [
    'an acknowledged message that is there twice',
    /^a was posted 2 times$/,
    ({ truth }) => truth.messages.push({ seq: 5, clientId: 'a' }),
  ],
  [
    'a message without answer that is there twice',
    /^c was posted 2 times$/,
    ({ truth }) => truth.messages.push({ seq: 5, clientId: 'c' }),
  ],
  [
    'a message with another number than was answered',
    /^b was acknowledged as 3 and is 4$/,
    ({ truth }) => Object.assign(truth.messages[1]!, { seq: 4 }),
  ],
  ['a message that nobody sent', /^nobody sent x$/, ({ truth }) => truth.messages.push({ seq: 5, clientId: 'x' })],
  [
    'a message that overtook an earlier one',
    /^2 was sent after 3 was acknowledged$/,
    ({ sent }) => Object.assign(sent[0]!, { startedAt: 5, acknowledged: { at: 6, seq: 2 } }),
  ],
  ['a gap in the log', /^the log has 4 where 3 belongs$/, ({ truth }) => truth.log.splice(2, 1)],
  ['a log shorter than its room says', /^the log has 6 of 7$/, ({ truth }) => Object.assign(truth, { lastSeq: 7 })],
  [
    'an event that was not told',
    /^ana in r: got 3 after 1, without/,
    ({ ana }) => ana.entries.splice(eventOf(ana.entries, 2), 1),
  ],
  ['an event told twice', /^ana in r: got 6 again, after 6$/, ({ ana }) => ana.entries.push(ana.entries.at(-1)!)],
  [
    'events in another order',
    /^ana in r: got 2 again, after 3$/,
    ({ ana }) => ana.entries.splice(2, 2, ...ana.entries.slice(2, 4).reverse()),
  ],
  [
    'another event than others heard',
    /^ana in r: got "MessageEdited 2" as 2, the log says "MessagePosted 2"$/,
    ({ ana }) => Object.assign(ana.entries[eventOf(ana.entries, 2)]!, { what: 'MessageEdited 2' }),
  ],
  [
    'an event that never came',
    /^ana in r: stands at 5 in the end, the log at 6$/,
    ({ ana }) => ana.entries.splice(eventOf(ana.entries, 6), 1),
  ],
  [
    'an event between a reset and a load',
    /^ana in r: got 6 between a reset and a load$/,
    ({ ana }) => ana.entries.splice(ana.entries.findIndex(({ kind }) => kind === 'reset') + 1, 0, late),
  ],
  [
    'a load from before the reset',
    /^ana in r: loaded 4, after a reset to 5$/,
    ({ ana }) => Object.assign(ana.entries.findLast(({ kind }) => kind === 'loaded')!, { seq: 4 }),
  ],
  [
    'a cursor that forgets',
    /^ana in r: went on after 2 and had 3$/,
    ({ ana }) => Object.assign(ana.entries.find((it) => it.kind === 'following' && it.after === 3)!, { after: 2 }),
  ],
  [
    'a subscription that goes on past a removal',
    /^ben in r: got 5 past the removal at 4$/,
    ({ ben }) =>
      ben.entries.splice(
        ben.entries.findIndex(({ kind }) => kind === 'ended'),
        2,
      ),
  ],
  [
    'a subscription of somebody who is removed',
    /^ben in r: got 5 past the removal at 4$/,
    ({ ben }) => Object.assign(ben.entries[eventOf(ben.entries, 5)]!, { at: 450 }),
  ],
  [
    'a reset told to somebody who is removed',
    /^ben in r: got 4 past the removal at 4$/,
    ({ ben }) =>
      ben.entries.splice(
        5,
        Number.POSITIVE_INFINITY,
        { kind: 'following', after: 3, at: 430 },
        { kind: 'reset', seq: 4, reason: 'epoch', at: 440 },
      ),
  ],
  [
    'a message that a follower sees otherwise',
    /^ana in r: sees otherwise than a fresh load: \/messages\/2\/text is "old", not "one"$/,
    ({ ana }) => Object.assign(ana.state.messages, { 2: { text: 'old' } }),
  ],
  [
    'a member whom a follower still sees',
    /^ana in r: sees otherwise than a fresh load: \/members\/m3/,
    ({ ana }) => Object.assign(ana.state.members, { m3: { role: 'MEMBER' } }),
  ],
  [
    'a node that answers otherwise than another',
    /^nodes disagree on r: \/room\/name is "old", not "talk"$/,
    ({ truth }) => Object.assign(truth.fresh[1]!.room, { name: 'old' }),
  ],
])('%s is found', (_what, words, spoil) => {
  const wrong = spoilt((parts) => void spoil(parts))
  expect(wrong).toContainEqual(expect.stringMatching(words))
})

test('who is not a member in the end need not have everything', () => {
  const wrong = spoilt(({ ben, truth }) => {
    truth.members = ['ana']
    ben.entries.splice(eventOf(ben.entries, 5))
    ben.state = state(['one'])
  })
  expect(wrong).toEqual([])
})

test('who was away and is back gets everything, also from before the own removal', () => {
  const wrong = spoilt(({ ben }) => {
    const events = ben.entries.filter(({ kind }) => kind === 'event')
    ben.entries = [
      ben.entries[0]!,
      { kind: 'following', after: 2, at: 490 },
      ...events.map((it) => ({ ...it, at: 505 })),
    ]
  })
  expect(wrong).toEqual([])
})
