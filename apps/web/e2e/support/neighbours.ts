import { DatabaseSync } from 'node:sqlite'

type Neighbour = { name: string; region: string; status: string; connections: number; lastSeen: number }

const neighbours: Neighbour[] = [
  { name: 'node-2', region: 'eu-west', status: 'ACTIVE', connections: 412, lastSeen: 2000 },
  { name: 'node-3', region: 'eu-west', status: 'DRAINED', connections: 0, lastSeen: 3000 },
  { name: 'node-4', region: 'us-east', status: 'OFFLINE', connections: 0, lastSeen: 1_500_000 },
  { name: 'node-5', region: 'us-east', status: 'PENDING', connections: 0, lastSeen: 1000 },
]

const day = 86_400_000

/**
 * Nodes that aren't there, written into a server's database with an hour of load each, so that the console has a cluster to show.
 * Their leases last for a day, so that nobody finds them dead.
 */
export function inviteNeighbours(file: string): void {
  const now = Date.now()
  using db = new DatabaseSync(file)
  // The server writes as well: each waits for the other, and here once.
  db.exec('pragma busy_timeout = 10000; begin immediate')
  const { id: host } = db.prepare('select id from cluster_node').get() as { id: string }
  addHistory(db, host, { connections: 180, until: now })
  neighbours.forEach(({ name, region, status, connections, lastSeen }, index) => {
    const id = crypto.randomUUID()
    insert(db, 'cluster_node', {
      id,
      name,
      address: `http://10.0.0.${index + 2}:4000`,
      region,
      version: '0.1.0',
      capacity: 100,
      status,
      generation: index + 1,
      instance_id: crypto.randomUUID(),
      is_held_back: status === 'DRAINED' ? 1 : 0,
      lease_until: now + day,
      registered_at: now - (status === 'PENDING' ? 40_000 : 9 * day),
      started_at: now - (status === 'PENDING' ? 40_000 : 2 * day),
      approved_at: status === 'PENDING' ? null : now - 9 * day,
      heartbeat_at: now - lastSeen,
      followed_rooms: connections >> 3,
      room_count: connections >> 4,
      ...loadAt(connections, index),
    })
    if (status !== 'PENDING') addHistory(db, id, { connections, until: now - lastSeen })
  })
  db.exec('commit')
}

type History = { connections: number; until: number }

function addHistory(db: DatabaseSync, nodeId: string, { connections, until }: History): void {
  for (let step = 0; step < 118; step++) {
    insert(db, 'cluster_sample', { node_id: nodeId, at: until - step * 30_000, ...loadAt(connections, step) })
  }
}

/** A load that goes up and down like an office. */
function loadAt(connections: number, step: number) {
  const wave = 0.7 + 0.25 * Math.sin(step / 9) + 0.05 * Math.sin(step * 2.3)
  return {
    connections: Math.round(connections * wave),
    messages_per_minute: Math.round(connections * 1.4 * wave ** 3),
    event_loop_delay_us: Math.round(900 + connections * 8 * wave ** 2 + (step % 29 === 3 ? 9000 : 0)),
    cpu_permille: Math.round(25 + connections * 0.8 * wave),
    memory_bytes: Math.round(96e6 + connections * 60_000 * wave + step * 20_000),
  }
}

function insert(db: DatabaseSync, table: string, row: Record<string, string | number | null>): void {
  const names = Object.keys(row)
  const places = names.map(() => '?').join(', ')
  db.prepare(`insert into ${table} (${names.join(', ')}) values (${places})`).run(...Object.values(row))
}
