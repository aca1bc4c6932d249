import type { ClusterNodeRow, Database, Dialect, Tx } from '@parley/db'
import type { MovedRoom } from '../../realtime/events.ts'
import type { ClusterBells } from './bells.ts'
import { databaseNow } from './clock.ts'
import { feedPathOf } from './feed-path.ts'
import { inTransaction } from './in-transaction.ts'

/** A room that is to have its home elsewhere. `from` null: it has none yet. */
export type Move = { roomId: string; from: string | null; to: string; reason: string }

type Parts = { database: Database; bells: ClusterBells }

/** How many rooms move in one transaction. */
export const batchSize = 500

/**
 * Moves those rooms that still have their home where the moves say, and tells everybody. Whoever else moves one at the same
 * moment, it has one home. Answers with those that moved.
 */
export async function moveRooms({ database, bells }: Parts, moves: readonly Move[]): Promise<Move[]> {
  const done: Move[] = []
  for (let start = 0; start < moves.length; start += batchSize) {
    const batch = moves.slice(start, start + batchSize)
    const moved = await inTransaction(database, (tx) => applyMoves(tx, database.dialect, batch))
    bells.moved(moved.told)
    done.push(...moved.moves)
  }
  return done
}

async function applyMoves(tx: Tx, dialect: Dialect, moves: readonly Move[]) {
  const now = databaseNow(dialect)
  for (const group of Map.groupBy(moves, ({ from, to, reason }) => `${from} ${to} ${reason}`).values()) {
    const [{ from, to, reason }] = group as [Move, ...Move[]]
    const roomIds = group.map((move) => move.roomId)
    if (from === null) {
      const rows = roomIds.map((room_id) => ({ room_id, node_id: to, region: null, reason, placed_at: now }))
      const insert = tx.insertInto('room_placement').values(rows)
      await (dialect === 'mysql' ? insert.ignore() : insert.orIgnore()).execute()
    } else {
      await tx
        .updateTable('room_placement')
        .set({ node_id: to, reason, placed_at: now })
        .where('room_id', 'in', roomIds)
        .where('node_id', '=', from)
        .execute()
    }
  }
  return whatMoved(tx, moves)
}

async function whatMoved(tx: Tx, moves: readonly Move[]): Promise<{ moves: Move[]; told: MovedRoom[] }> {
  const rows = await tx
    .selectFrom('room_placement as p')
    .innerJoin('cluster_node as n', 'n.id', 'p.node_id')
    .select(['p.room_id', 'p.node_id', 'n.name', 'n.address'])
    .where(
      'p.room_id',
      'in',
      moves.map((move) => move.roomId),
    )
    .execute()
  const homes = new Map(rows.map((row) => [row.room_id, row]))
  const moved = moves.filter((move) => homes.get(move.roomId)?.node_id === move.to)
  const told = moved.map(({ roomId, to }) => {
    const home = homes.get(roomId) as Pick<ClusterNodeRow, 'name' | 'address'>
    return { roomId, nodeId: to, feedPath: feedPathOf(home) }
  })
  return { moves: moved, told }
}
