import { expect, test } from 'vitest'
import { startCluster } from './cluster/cluster.ts'
import { createRandom } from './people/random.ts'
import { makePlan } from './plan.ts'
import { playRound, register } from './run.ts'

// The short form of the fault suite: each fault once, two at a time. The long one: `npm run test:faults -- --minutes 30`.

test('nothing that was acknowledged is lost, doubled or reordered, whatever goes wrong', {
  timeout: 600_000,
}, async () => {
  const seed = Math.floor(Math.random() * 1e6)
  console.log(`To do the same again: npm run test:faults -- --short --nodes 2 --seed ${seed}`)
  await using cluster = await startCluster(2)
  const people = await register(cluster, seed)
  const told: string[] = []
  const round = { seed, plan: makePlan(createRandom(seed)), holdMs: () => 700, paceMs: 100 }
  const { wrong } = await playRound(cluster, people, { ...round, say: (line) => told.push(line) })
  expect(wrong, `with seed ${seed}:\n${told.join('\n')}`).toEqual([])
})
