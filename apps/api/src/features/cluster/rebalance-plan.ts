import { type Candidate, compareNames } from './placement.ts'

/** So many rooms shall move from one node to another. */
export type Transfer = { from: string; to: string; rooms: number; reason: string }

/**
 * What would give each active node its share of the rooms: in proportion to its capacity, to within one room. Rooms stay in
 * their region. The same question has the same answer; carried out, the next plan is empty.
 */
export function planRebalance(nodes: readonly Candidate[]): Transfer[] {
  const active = nodes.filter((node) => node.status === 'ACTIVE')
  return [...Map.groupBy(active, (node) => node.region).values()].flatMap(level)
}

function level(nodes: readonly Candidate[]): Transfer[] {
  const shares = sharesOf(nodes)
  const over = shares.flatMap((it) => (it.node.rooms > it.share ? [{ ...it, left: it.node.rooms - it.share }] : []))
  const under = shares.flatMap((it) => (it.node.rooms < it.share ? [{ ...it, left: it.share - it.node.rooms }] : []))
  const transfers: Transfer[] = []
  for (const giver of over) {
    for (const taker of under) {
      const rooms = Math.min(giver.left, taker.left)
      if (rooms === 0) continue
      giver.left -= rooms
      taker.left -= rooms
      const reason = `Rebalanced from ${giver.node.name}: ${giver.node.rooms} rooms there for a share of ${giver.share}.`
      transfers.push({ from: giver.node.id, to: taker.node.id, rooms, reason })
    }
  }
  return transfers
}

/** Shares in whole rooms; what is left over goes to those who have the most already, so that the fewest move. */
function sharesOf(nodes: readonly Candidate[]): { node: Candidate; share: number }[] {
  const rooms = nodes.reduce((sum, node) => sum + node.rooms, 0)
  const capacity = nodes.reduce((sum, node) => sum + node.capacity, 0)
  const shares = nodes.map((node) => ({ node, share: Math.floor((rooms * node.capacity) / capacity) }))
  let rest = rooms - shares.reduce((sum, it) => sum + it.share, 0)
  const surplus = (it: { node: Candidate; share: number }) => it.node.rooms - it.share
  const ordered = [...shares].sort((a, b) => surplus(b) - surplus(a) || compareNames(a.node.name, b.node.name))
  for (const it of ordered) {
    if (rest === 0) break
    it.share += 1
    rest -= 1
  }
  return ordered
}
