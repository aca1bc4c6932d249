import { openDatabase } from '@parley/db'
import { globalId, localId } from '../rows.ts'
import { type LogLine, type RoomState, type RoomTruth, whatOf } from './check/history.ts'
import type { Cluster } from './cluster/cluster.ts'
import { loadDocument, nodesDocument } from './people/documents.ts'
import { askAround, type Person } from './people/person.ts'
import { keep, type LoadedRoom, type Message, stateOf } from './people/room-state.ts'

/** A room as its tables have it, and as each node answers it to one of its members. */
export async function readTruth(cluster: Cluster, roomId: string, reader: Person): Promise<RoomTruth> {
  const room = localId(roomId)
  await using database = await openDatabase(cluster.mysql.url)
  const db = database.kysely
  const { last_seq } = await db.selectFrom('room').select('last_seq').where('id', '=', room).executeTakeFirstOrThrow()
  const rows = await db.selectFrom('room_event').selectAll().where('room_id', '=', room).orderBy('seq').execute()
  const messages = await db
    .selectFrom('message')
    .select(['seq', 'client_id', 'root_seq'])
    .where('room_id', '=', room)
    .execute()
  const members = await db.selectFrom('membership').select('user_id').where('room_id', '=', room).execute()
  const replies = messages
    .filter(({ root_seq }) => root_seq > 0)
    .map(({ seq }) => globalId('Message', `${room}:${seq}`))
  const fresh: RoomState[] = []
  for (const { url } of cluster.nodes) fresh.push(await loadAll({ ...reader, doors: [url] }, roomId, replies))
  return {
    room,
    lastSeq: last_seq,
    log: rows.map(lineOf),
    messages: messages.map(({ seq, client_id }) => ({ seq, clientId: client_id })),
    members: members.map(({ user_id }) => user_id),
    fresh,
  }
}

function lineOf(row: { seq: number; at: number; type: string; data: string }): LogLine {
  const { seq, at, type } = row
  const data = JSON.parse(row.data) as { messageSeq?: number; emoji?: string; userId?: string }
  const message = type === 'MessagePosted' ? seq : data.messageSeq
  const what = whatOf(type, {
    ...(message !== undefined && { message }),
    ...(data.emoji && { emoji: data.emoji }),
    ...(data.userId && { user: data.userId }),
  })
  return {
    seq,
    at,
    what,
    ...(type === 'MemberJoined' && data.userId && { joined: data.userId }),
    ...(type === 'MemberLeft' && data.userId && { left: data.userId }),
  }
}

/** The whole room by queries: page by page, and the replies of its threads. */
export async function loadAll(reader: Person, id: string, replies: readonly string[]): Promise<RoomState> {
  let before: string | null = null
  let state: RoomState | undefined
  do {
    const { room }: { room: LoadedRoom } = await askAround(reader, loadDocument, { id, before })
    state ??= stateOf(room)
    for (const { node } of room.messages.edges) keep(state, node)
    before = room.messages.pageInfo.hasPreviousPage ? room.messages.pageInfo.startCursor : null
  } while (before)
  for (let i = 0; i < replies.length; i += 40) {
    const { nodes } = await askAround<{ nodes: Message[] }>(reader, nodesDocument, { ids: replies.slice(i, i + 40) })
    for (const message of nodes) keep(state, message)
  }
  return state
}
