import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { afterPlacing, type Candidate, choose, type PlacementPolicy, reasonOf } from './placement.ts'
import { planRebalance } from './rebalance-plan.ts'

const statuses = ['PENDING', 'ACTIVE', 'DRAINING', 'DRAINED', 'OFFLINE', 'REJECTED']
const regions = [null, 'eu', 'us']

const node = fc.record({
  region: fc.constantFrom(...regions),
  status: fc.constantFrom(...statuses, 'ACTIVE', 'ACTIVE', 'ACTIVE'),
  capacity: fc.integer({ min: 1, max: 1000 }),
  connections: fc.integer({ min: 0, max: 50 }),
  rooms: fc.integer({ min: 0, max: 50 }),
})
const clusters = fc
  .array(node, { maxLength: 8 })
  .map((nodes) => nodes.map((it, i): Candidate => ({ ...it, id: `id-${i}`, name: `node-${i}` })))
const wishes = fc.record({
  policy: fc.constantFrom<PlacementPolicy>('least-loaded', 'round-robin'),
  region: fc.constantFrom(...regions),
  turn: fc.nat(100),
})

const isActive = ({ status }: Candidate) => status === 'ACTIVE'

describe('placing a room, by whichever policy', () => {
  test('it comes to an active node, and to none only when none is active', () => {
    fc.assert(
      fc.property(clusters, wishes, (nodes, wish) => {
        const placed = choose(nodes, wish)
        expect(placed !== null).toBe(nodes.some(isActive))
        if (placed) expect(placed.node.status).toBe('ACTIVE')
      }),
    )
  })

  test('it comes to the wished region when a node there is active', () => {
    fc.assert(
      fc.property(clusters, wishes, (nodes, wish) => {
        const isThere = nodes.some((it) => isActive(it) && it.region === wish.region)
        if (wish.region !== null && isThere) expect(choose(nodes, wish)?.node.region).toBe(wish.region)
      }),
    )
  })

  test('the order in which the nodes are known changes nothing, and the reason fits its column', () => {
    fc.assert(
      fc.property(clusters, wishes, fc.infiniteStream(fc.nat()), (nodes, wish, random) => {
        const shuffled = nodes
          .map((it) => ({ it, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ it }) => it)
        const placed = choose(nodes, wish)
        expect(choose(shuffled, wish)).toEqual(placed)
        if (placed) expect(reasonOf(placed).length).toBeLessThan(120)
      }),
    )
  })
})

describe('the least loaded', () => {
  test('has nobody below it: fewer connections for its capacity, then fewer rooms, then the earlier name', () => {
    fc.assert(
      fc.property(clusters, (nodes) => {
        const placed = choose(nodes, { policy: 'least-loaded', region: null, turn: 0 })
        for (const other of nodes.filter(isActive)) {
          const mine = placed?.node as Candidate
          const load = (it: Candidate) => it.connections / it.capacity
          expect(load(mine)).toBeLessThanOrEqual(load(other))
          if (load(mine) !== load(other)) continue
          expect(mine.rooms).toBeLessThanOrEqual(other.rooms)
          if (mine.rooms === other.rooms) expect(mine.name <= other.name).toBe(true)
        }
      }),
    )
  })

  test('of equal nodes, many rooms in a row come to each the same number, before any has told its load again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 60 }), (count, rooms) => {
        let nodes = equalNodes(count)
        for (let i = 0; i < rooms; i++) {
          const placed = choose(nodes, { policy: 'least-loaded', region: null, turn: i })
          if (placed) nodes = afterPlacing(nodes, placed)
        }
        expectEven(nodes.map((it) => it.rooms))
      }),
    )
  })
})

test('by turns, each active node gets as many rooms as every other, whatever its load', () => {
  fc.assert(
    fc.property(clusters, fc.nat(1000), fc.integer({ min: 0, max: 40 }), (nodes, from, rooms) => {
      const counts = new Map(nodes.filter(isActive).map((it) => [it.name, 0]))
      for (let turn = from; turn < from + rooms; turn++) {
        const name = choose(nodes, { policy: 'round-robin', region: null, turn })?.node.name
        if (name) counts.set(name, (counts.get(name) ?? 0) + 1)
      }
      expectEven([...counts.values()])
    }),
  )
})

describe('a rebalance', () => {
  test('moves rooms among active nodes of a region, no more than are there, and leaves nothing to do', () => {
    fc.assert(
      fc.property(clusters, (nodes) => {
        const by = new Map(nodes.map((it) => [it.id, it]))
        for (const { from, to, rooms } of planRebalance(nodes)) {
          expect([by.get(from)?.status, by.get(to)?.status]).toEqual(['ACTIVE', 'ACTIVE'])
          expect(by.get(from)?.region).toBe(by.get(to)?.region)
          expect(rooms).toBeGreaterThan(0)
        }
        const after = carryOut(nodes)
        expect(after.every((it) => it.rooms >= 0)).toBe(true)
        expect(sum(after)).toBe(sum(nodes))
        expect(planRebalance(after)).toEqual([])
      }),
    )
  })

  test('gives each its share by capacity, to within one room', () => {
    fc.assert(
      fc.property(clusters, (nodes) => {
        const after = carryOut(nodes).filter(isActive)
        for (const group of Map.groupBy(after, (it) => it.region).values()) {
          const [rooms, capacity] = [sum(group), group.reduce((total, it) => total + it.capacity, 0)]
          for (const it of group) expect(Math.abs(it.rooms - (rooms * it.capacity) / capacity)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

function carryOut(nodes: readonly Candidate[]): Candidate[] {
  const rooms = new Map(nodes.map((it) => [it.id, it.rooms]))
  for (const { from, to, rooms: moved } of planRebalance(nodes)) {
    rooms.set(from, (rooms.get(from) ?? 0) - moved)
    rooms.set(to, (rooms.get(to) ?? 0) + moved)
  }
  return nodes.map((it) => ({ ...it, rooms: rooms.get(it.id) ?? 0 }))
}

function equalNodes(count: number): Candidate[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `id-${i}`,
    name: `node-${i}`,
    region: null,
    status: 'ACTIVE',
    capacity: 100,
    connections: 0,
    rooms: 0,
  }))
}

function expectEven(counts: readonly number[]): void {
  if (counts.length > 0) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
}

function sum(nodes: readonly Candidate[]): number {
  return nodes.reduce((total, it) => total + it.rooms, 0)
}
