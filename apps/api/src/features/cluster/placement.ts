// Where a room's home shall be: pure functions, the same answer for the same question.

export type PlacementPolicy = 'least-loaded' | 'round-robin'

/** A node as placement sees it. */
export type Candidate = {
  id: string
  name: string
  region: string | null
  status: string
  /** What it can carry, in comparison with the others. */
  capacity: number
  connections: number
  /** How many rooms have their home there. */
  rooms: number
}

/** `why` in a few words; `detail`, what it was decided by. */
export type Placed<C extends Candidate = Candidate> = { node: C; why: string; detail: string }

export type Wish = {
  policy: PlacementPolicy
  /** Where the room's people are, as far as is known. */
  region: string | null
  /** How many rooms this chooser has placed so far: whose turn it is. */
  turn: number
}

/** Chooses among the ACTIVE nodes, those of the wished region first. Null when no node is ACTIVE. */
export function choose<C extends Candidate>(
  candidates: readonly C[],
  { policy, region, turn }: Wish,
): Placed<C> | null {
  const active = candidates.filter((node) => node.status === 'ACTIVE')
  const near = active.filter((node) => region !== null && node.region === region)
  const among = near.length > 0 ? near : active
  const [first] = among
  if (!first) return null
  const where = near.length > 0 ? ` in region ${region}` : ''
  if (among.length === 1) return { node: first, why: `The only active node${where}`, detail: '' }
  const node = policy === 'round-robin' ? inTurn(among, turn) : leastLoaded(among)
  const of = `of ${among.length} active nodes${where}`
  if (policy === 'round-robin') return { node, why: `The next in turn ${of}`, detail: '' }
  const detail = `${node.connections} connections and ${node.rooms} rooms for a capacity of ${node.capacity}`
  return { node, why: `The least loaded ${of}`, detail }
}

/** It in one sentence, to be kept and shown. */
export function reasonOf({ why, detail }: Placed): string {
  return `${why}${detail && `: ${detail}`}.`
}

function leastLoaded<C extends Candidate>(nodes: readonly C[]): C {
  return nodes.reduce((best, node) => (compare(node, best) < 0 ? node : best))
}

/** Less load for its capacity first; then fewer rooms; then by name. Multiplied out, so that it is exact. */
function compare(a: Candidate, b: Candidate): number {
  return a.connections * b.capacity - b.connections * a.capacity || a.rooms - b.rooms || compareNames(a.name, b.name)
}

function inTurn<C extends Candidate>(nodes: readonly C[], turn: number): C {
  const ordered = [...nodes].sort((a, b) => compareNames(a.name, b.name))
  return ordered[turn % ordered.length] as C
}

export function compareNames(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** The same list after a room was placed: the next choice knows of it, before any node has told its load again. */
export function afterPlacing<C extends Candidate>(candidates: readonly C[], { node }: Placed<C>): C[] {
  return candidates.map((it) =>
    it.id === node.id ? { ...it, rooms: it.rooms + 1, connections: it.connections + 1 } : it,
  )
}
