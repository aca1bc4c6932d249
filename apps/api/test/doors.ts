import { randomUUID } from 'node:crypto'
import { globalId, localId } from './rows.ts'

/** The ids that an operation is tried with: those of a room, or of one that isn't there. */
export type Ids = {
  room: string
  theirs: string
  mine: string
  reply: string
  revision: string
  me: string
  other: string
  owner: string
  stranger: string
}
export type Door = { rule: string; ask: string; with(ids: Ids): Record<string, unknown>; changes?: boolean }

const inputTypes: Record<string, string> = {
  joinRoom: 'RoomInput',
  leaveRoom: 'RoomInput',
  archiveRoom: 'RoomInput',
  unarchiveRoom: 'RoomInput',
  addReaction: 'ReactionInput',
  removeReaction: 'ReactionInput',
}

function mutation(rule: string, field: string, variables: (ids: Ids) => Record<string, unknown>): Door {
  const type = inputTypes[field] ?? `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`
  const selection = field === 'setTyping' ? '' : '{ __typename ... on Error { message } }'
  return {
    rule,
    ask: `mutation($input: ${type}!) { ${field}(input: $input) ${selection} }`,
    with: (ids) => ({ input: variables(ids) }),
    changes: true,
  }
}

function node(rule: string, id: (ids: Ids) => string): Door {
  return { rule, ask: 'query($id: ID!) { node(id: $id) { id } }', with: (ids) => ({ id: id(ids) }) }
}

function message(id: (ids: Ids) => string): Door {
  return { rule: 'read', ask: 'query($id: ID!) { message(id: $id) { text } }', with: (ids) => ({ id: id(ids) }) }
}

function room(rule: string, selection: string): Door {
  const ask = `query($id: ID!) { room(id: $id) { ${selection} } }`
  return { rule, ask, with: (ids) => ({ id: ids.room }) }
}

function subscription(field: string): Door {
  const ask = `subscription($id: ID!) { ${field}(roomId: $id) { roomId } }`
  return { rule: 'read', ask, with: (ids) => ({ id: ids.room }) }
}

const input = (ids: Ids) => ({ roomId: ids.room })
const place = (userId: (ids: Ids) => string) => (ids: Ids) => `${localId(ids.room)}:${userId(ids)}`

/** Every way to a room and to what is in it, with the rule that says who may. */
export const doors: Record<string, Door> = {
  'query room': room('see', 'name topic cursor'),
  'node Room': node('see', (ids) => ids.room),
  'query room.messages': room('read', 'messages { edges { node { text } } }'),
  'query room.messages around': {
    rule: 'read',
    ask: 'query($id: ID!, $around: ID) { room(id: $id) { messages(around: $around) { edges { node { text } } } } }',
    with: (ids) => ({ id: ids.room, around: ids.theirs }),
  },
  'query room.members': room('read', 'members { edges { node { role } } }'),
  'query message': message((ids) => ids.theirs),
  'query message of mine': message((ids) => ids.mine),
  'node Message': node('read', (ids) => ids.reply),
  'node MessageRevision': node('read', (ids) => ids.revision),
  'node ReactionGroup': node('read', (ids) => globalId('ReactionGroup', `${localId(ids.theirs)}:👍`)),
  'node Member': node('read', (ids) => globalId('Member', place(({ other }) => other)(ids))),
  'node Membership of mine': node('read', (ids) => globalId('Membership', place(({ me }) => me)(ids))),
  'node Membership of another': node('pry', (ids) => globalId('Membership', place(({ other }) => other)(ids))),
  'subscribe roomEvents': subscription('roomEvents'),
  'subscribe roomSignals': subscription('roomSignals'),
  sendMessage: mutation('post', 'sendMessage', (ids) => ({ ...input(ids), clientId: randomUUID(), text: 'hello' })),
  'sendMessage in a thread': mutation('post', 'sendMessage', (ids) => ({
    ...input(ids),
    clientId: randomUUID(),
    text: 'hello',
    rootId: ids.theirs,
  })),
  addReaction: mutation('post', 'addReaction', (ids) => ({ messageId: ids.theirs, emoji: '🎉' })),
  removeReaction: mutation('post', 'removeReaction', (ids) => ({ messageId: ids.theirs, emoji: '👍' })),
  setTyping: mutation('post', 'setTyping', (ids) => ({ ...input(ids), isTyping: true })),
  'editMessage of mine': mutation('changeOwn', 'editMessage', (ids) => ({ messageId: ids.mine, text: 'changed' })),
  'retractMessage of mine': mutation('changeOwn', 'retractMessage', (ids) => ({ messageId: ids.mine })),
  'editMessage of another': mutation('editOthers', 'editMessage', (ids) => ({
    messageId: ids.theirs,
    text: 'changed',
  })),
  'retractMessage of another': mutation('retractOthers', 'retractMessage', (ids) => ({ messageId: ids.theirs })),
  markRead: mutation('markRead', 'markRead', (ids) => ({ ...input(ids), seq: 1 })),
  joinRoom: mutation('join', 'joinRoom', input),
  leaveRoom: mutation('leave', 'leaveRoom', input),
  inviteToRoom: mutation('invite', 'inviteToRoom', (ids) => ({ ...input(ids), userIds: [ids.stranger] })),
  'removeFromRoom a member': mutation('removeMember', 'removeFromRoom', (ids) => ({
    ...input(ids),
    userId: globalId('User', ids.other),
  })),
  'removeFromRoom an owner': mutation('removeOwner', 'removeFromRoom', (ids) => ({
    ...input(ids),
    userId: globalId('User', ids.owner),
  })),
  'updateRoom name': mutation('rename', 'updateRoom', (ids) => ({ ...input(ids), name: randomUUID() })),
  'updateRoom topic': mutation('setTopic', 'updateRoom', (ids) => ({ ...input(ids), topic: 'changed' })),
  'updateRoom both': mutation('rename', 'updateRoom', (ids) => ({
    ...input(ids),
    name: randomUUID(),
    topic: 'changed',
  })),
  archiveRoom: mutation('archive', 'archiveRoom', input),
  unarchiveRoom: mutation('archive', 'unarchiveRoom', input),
  setMemberRole: mutation('setRole', 'setMemberRole', (ids) => ({
    ...input(ids),
    userId: globalId('User', ids.other),
    role: 'MODERATOR',
  })),
}

type Others = Pick<Ids, 'me' | 'other' | 'owner' | 'stranger'>

/** What is in a room that `policy.test.ts` makes, or would be in one that isn't there. */
export function idsOf(roomId: string, others: Others): Ids {
  const said = (seq: number) => globalId('Message', `${roomId}:${seq}`)
  return {
    ...others,
    room: globalId('Room', roomId),
    theirs: said(1),
    mine: said(2),
    reply: said(3),
    revision: globalId('MessageRevision', `${roomId}:1:2`),
  }
}
