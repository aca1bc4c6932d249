import { expect, test } from 'vitest'
import { startCluster } from './cluster/cluster.ts'
import { faults } from './faults.ts'
import { createRandom } from './people/random.ts'
import { playRound, register } from './run.ts'

// The short form of the fault suite: each fault once. The long one: `npm run test:faults -- --minutes 30`.

test('nothing that was acknowledged is lost, doubled or reordered, whatever goes wrong', {
  timeout: 600_000,
}, async () => {
  const seed = Math.floor(Math.random() * 1e6)
  console.log(`npm run test:faults -- --short --seed ${seed}`)
  await using cluster = await startCluster(2)
  const people = await register(cluster, seed)
  const plan = createRandom(seed)
    .shuffled(Object.keys(faults))
    .map((name) => [name])
  const { wrong } = await playRound(cluster, people, {
    seed,
    plan,
    holdMs: () => 700,
    paceMs: 80,
    say: () => undefined,
  })
  expect(wrong, `seed ${seed}`).toEqual([])
})
