import { CompiledQuery } from 'kysely'
import type { Db, Tx } from '../database.ts'
import type { Tables } from '../schema.ts'
import type { Pending } from './room-log.ts'

/** SQLite takes 32,766 parameters in a statement; the widest table has 17 columns. */
const rowsPerStatement = 500

/** Inserts rows of one shape by a few long statements. */
export async function insertRows(tx: Tx, table: keyof Tables, rows: readonly object[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first)
  const into = `insert into \`${table}\` (${columns.map((name) => `\`${name}\``).join(', ')}) values `
  const row = `(${columns.map(() => '?').join(', ')})`
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const part = rows.slice(start, start + rowsPerStatement)
    const values = part.flatMap((it) => Object.values(it) as unknown[])
    await tx.executeQuery(CompiledQuery.raw(into + Array.from(part, () => row).join(', '), values))
  }
}

/** Writes what happened in a room in one transaction: others see it whole or not at all. */
export async function writePending(db: Db, pending: Pending, isNew: boolean): Promise<void> {
  const { room } = pending
  await db.transaction().execute(async (tx) => {
    if (isNew) await insertRows(tx, 'room', [room])
    else await tx.updateTable('room').set(room).where('id', '=', room.id).execute()
    await tx.deleteFrom('membership').where('room_id', '=', room.id).execute()
    await insertRows(tx, 'membership', pending.members)
    await insertRows(tx, 'room_event', pending.events)
    await insertRows(tx, 'message', pending.messages)
    await insertRows(tx, 'message_revision', pending.revisions)
    if (pending.left.length > 0) {
      await tx.deleteFrom('mention').where('room_id', '=', room.id).where('user_id', 'in', pending.left).execute()
    }
    await insertRows(tx, 'mention', pending.mentions)
    await insertRows(tx, 'reaction', pending.reactions)
  })
}
