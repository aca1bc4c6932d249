import type { Database } from '@parley/db'
import { databaseNow } from './clock.ts'

/** The nodes as a table for people, by name. */
export async function readStatus({ kysely, dialect }: Database): Promise<string> {
  const nodes = await kysely
    .selectFrom('cluster_node as n')
    .leftJoin('cluster_lease as l', (join) => join.onRef('l.node_id', '=', 'n.id').on('l.name', '=', 'leader'))
    .selectAll('n')
    .select(['l.until as leads_until', databaseNow(dialect).as('now')])
    .select((eb) =>
      eb
        .selectFrom('room_placement as p')
        .select((it) => it.fn.countAll<number>().as('count'))
        .whereRef('p.node_id', '=', 'n.id')
        .as('rooms'),
    )
    .orderBy('n.name')
    .execute()
  const rows = nodes.map((node) => [
    node.name + ((node.leads_until ?? 0) > node.now ? ' *' : ''),
    node.status,
    String(node.rooms),
    node.status === 'OFFLINE' ? '-' : String(node.connections),
    node.status === 'OFFLINE' ? '-' : (node.messages_per_minute / 60).toFixed(1),
    node.region ?? '-',
    node.version,
    node.heartbeat_at === null ? 'never' : `${Math.max(0, Math.round((node.now - node.heartbeat_at) / 1000))} s ago`,
  ])
  return table([['node', 'status', 'rooms', 'sockets', 'writes/s', 'region', 'version', 'heard of'], ...rows])
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
