import type { Database, Db, RoomRow } from '@parley/db'
import type { Config } from '../../config.ts'
import { databaseNow } from './clock.ts'
import { afterPlacing, type Candidate, choose, type Placed, type PlacementPolicy, reasonOf } from './placement.ts'

/** How long what is known of the nodes is good enough to place rooms by. */
const freshMs = 1_000

export type Placer = {
  /** Chooses a home for a room. Null when no node is active: the leader places it later. */
  choose(db: Db, region: string | null): Promise<Placed | null>
  /** Gives a new room its home, in the transaction that makes it. */
  place(tx: Db, room: Pick<RoomRow, 'id'>): Promise<void>
}

type Options = { database: Database; config: Pick<Config, 'placement' | 'node'> }

/** Places rooms by what the nodes told at their last heartbeat, and by what was placed here since it was read. */
export function createPlacer({ database, config }: Options): Placer {
  const policy: PlacementPolicy = config.placement
  const region = config.node.region
  let known: Candidate[] = []
  let readAt = Number.NEGATIVE_INFINITY
  // Nodes that start together don't all begin with the same one.
  let turn = Math.trunc(Math.random() * 1000)

  async function pick(db: Db, wish: string | null): Promise<Placed | null> {
    if (performance.now() - readAt > freshMs) {
      known = await readCandidates(database, db)
      readAt = performance.now()
    }
    const placed = choose(known, { policy, region: wish, turn: turn++ })
    if (placed) known = afterPlacing(known, placed)
    return placed
  }

  return {
    choose: pick,
    async place(tx, room) {
      const placed = await pick(tx, region)
      if (!placed) return
      await tx
        .insertInto('room_placement')
        .values({
          room_id: room.id,
          node_id: placed.node.id,
          region,
          reason: reasonOf(placed),
          placed_at: databaseNow(database.dialect),
        })
        .execute()
    },
  }
}

/** The nodes that may get rooms. */
export async function readCandidates({ dialect }: Pick<Database, 'dialect'>, db: Db): Promise<Candidate[]> {
  return db
    .selectFrom('cluster_node')
    .select(['id', 'name', 'region', 'status', 'capacity', 'connections', 'room_count as rooms'])
    .where('status', '=', 'ACTIVE')
    .where('lease_until', '>', databaseNow(dialect))
    .orderBy('name')
    .execute()
}
