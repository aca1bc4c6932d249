import { cp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startCluster } from './cluster/cluster.ts'
import { createRandom } from './people/random.ts'
import { makePlan } from './plan.ts'
import { playRound, type Result, type Round, register } from './run.ts'

// The long form: `npm run test:faults -- --minutes 30 --nodes 3 --seed 7`.

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    minutes: { type: 'string', default: '10' },
    nodes: { type: 'string', default: '3' },
    faults: { type: 'string', default: '' },
    short: { type: 'boolean', default: false },
  },
})

process.exitCode = await main()

async function main(): Promise<number> {
  const first = Number(values.seed)
  const nodes = Number(values.nodes)
  const until = Date.now() + (values.short ? 0 : Number(values.minutes) * 60_000)
  console.log(`Seed ${first}, ${nodes} nodes, ${values.short ? 'one short round' : `${values.minutes} minutes`}.`)
  await using cluster = await startCluster(nodes)
  const people = await register(cluster, first)
  const totals: Record<string, number> = {}
  let wrongs = 0
  let seed = first
  do {
    console.log(`Round of seed ${seed}`)
    const result = await playRound(cluster, people, roundOf(seed))
    add(totals, result.counts)
    tell(result)
    wrongs += result.wrong.length
    if (result.wrong.length > 0) await keep(seed, result, cluster.folder)
    seed++
  } while (Date.now() < until)
  console.log(`Rounds: ${seed - first}. Operations: ${JSON.stringify(totals)}. Violations: ${wrongs}.`)
  return wrongs > 0 ? 1 : 0
}

/** In the long form each round has all faults, some of them two at a time, and freezes last up to 20 s. */
function roundOf(seed: number): Round {
  const random = createRandom(seed)
  const names = values.faults ? values.faults.split(',') : undefined
  const plan = makePlan(random, { ...(names && { names }), share: values.short ? 1 : 3 })
  const longest = (name: string) => (name === 'node frozen' ? 20_000 : 6_000)
  return {
    seed,
    plan,
    holdMs: (name, roll) => (values.short ? 700 : name === 'node frozen' ? 20_000 : 500 + roll * longest(name)),
    paceMs: 80,
    say: (line) => console.log(line),
  }
}

function tell({ wrong, history, seconds }: Result): void {
  const events = history.rooms.reduce((sum, { lastSeq }) => sum + lastSeq, 0)
  const entries = history.followings.flatMap((following) => following.entries)
  const count = (kind: string) => entries.filter((entry) => entry.kind === kind).length
  const acknowledged = history.sent.filter((sent) => sent.acknowledged).length
  console.log(
    `  ${Math.round(seconds)} s, ${events} events, ${acknowledged} of ${history.sent.length} sends acknowledged, ` +
      `${count('event')} deliveries, ${count('following')} subscriptions, ${count('reset')} resets, ${wrong.length} violations`,
  )
  for (const line of wrong.slice(0, 20)) console.log(`  WRONG: ${line}`)
}

async function keep(seed: number, { wrong, history }: Result, logs: string): Promise<void> {
  const folder = join(tmpdir(), `faults-${seed}`)
  await cp(logs, folder, { recursive: true })
  await writeFile(join(folder, 'history.json'), JSON.stringify({ wrong, history }))
  console.log(`  The history and the nodes' logs are in ${folder}.`)
}

function add(totals: Record<string, number>, counts: Record<string, number>): void {
  for (const [kind, count] of Object.entries(counts)) totals[kind] = (totals[kind] ?? 0) + count
}
