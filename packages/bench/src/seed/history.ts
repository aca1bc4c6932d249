import type { Pool } from 'mysql2/promise'
import type { Person } from './people.ts'

const text =
  'A message of ordinary length, as people write them all day: with a thought, a question and *some* emphasis.'

/**
 * Fills a new room's timeline with so many messages and the log lines that tell of them, gapless as the server would have it. The
 * database makes the rows itself, by doubling what is there.
 */
export async function insertHistory(pool: Pool, roomId: string, options: { people: readonly Person[]; count: number }) {
  const { people, count } = options
  const connection = await pool.getConnection()
  try {
    await connection.query('SET SESSION sql_log_bin = 0')
    const [before] = await connection.query('SELECT last_seq FROM room WHERE id = ?', [roomId])
    const [{ last_seq: start } = { last_seq: 0 }] = before as { last_seq: number }[]
    const now = Date.now() - count * 1000
    const first = Array.from({ length: Math.min(1000, count) }, (_, index) => {
      const author = people[index % people.length]?.id ?? ''
      const ordinal = index + 1
      return { seq: start + ordinal, ordinal, author, at: now + index * 1000 }
    })
    await connection.query(
      'INSERT INTO message (room_id, seq, root_seq, ordinal, author_id, client_id, text, created_at, reply_count) VALUES ?',
      [
        first.map(({ seq, ordinal, author, at }) => [
          roomId,
          seq,
          0,
          ordinal,
          author,
          `h-${roomId}-${ordinal}`,
          text,
          at,
          0,
        ]),
      ],
    )
    await connection.query('INSERT INTO room_event (room_id, seq, type, actor_id, at, data) VALUES ?', [
      first.map(({ seq, author, at }) => [roomId, seq, 'MessagePosted', author, at, '{"rootSeq":0}']),
    ])
    for (let have = first.length; have < count; have *= 2) {
      const more = Math.min(have, count - have)
      await connection.query(
        `INSERT INTO message (room_id, seq, root_seq, ordinal, author_id, client_id, text, created_at, reply_count)
         SELECT room_id, seq + ?, 0, ordinal + ?, author_id, CONCAT('h-', room_id, '-', ordinal + ?), text, created_at + ?, 0
         FROM message WHERE room_id = ? AND seq <= ?`,
        [have, have, have, have * 1000, roomId, start + more],
      )
      await connection.query(
        `INSERT INTO room_event (room_id, seq, type, actor_id, at, data)
         SELECT room_id, seq + ?, type, actor_id, at + ?, data FROM room_event WHERE room_id = ? AND seq > ? AND seq <= ?`,
        [have, have * 1000, roomId, start, start + more],
      )
    }
    await connection.query(
      'UPDATE room SET last_seq = last_seq + ?, message_count = ?, last_message_at = ? WHERE id = ?',
      [count, count, now + count * 1000, roomId],
    )
    await connection.query('ANALYZE TABLE message, room_event')
    return { firstSeq: start + 1, lastSeq: start + count }
  } finally {
    connection.release()
  }
}
