import { openDatabase } from '@parley/db'
import { createRedisBroker } from '@parley/realtime'
import { ConfigError, readConfig } from './config.ts'
import { ParleyError } from './errors.ts'
import { explain } from './explain.ts'
import { writeAudit } from './features/audit/audit.ts'
import { wholeCluster } from './features/cluster/acting.ts'
import { createBells } from './features/cluster/bells.ts'
import {
  type Acting,
  approveNode,
  drainNode,
  forgetNode,
  rejectNode,
  resumeNode,
} from './features/cluster/node-actions.ts'
import { startRebalance } from './features/cluster/rebalance.ts'
import { readStatus } from './features/cluster/status.ts'

const usage = `node apps/api/src/operate.ts status
node apps/api/src/operate.ts approve|reject|drain|resume|forget <node>
node apps/api/src/operate.ts rebalance [moves a minute, 60]

Looks after the cluster from the command line, with the settings of a node: DATABASE_URL and REDIS_URL. It works when no
node serves, too. What is done is written to the audit log, without an actor.`

class UsageError extends Error {}

const verbs = { approve: approveNode, reject: rejectNode, drain: drainNode, resume: resumeNode, forget: forgetNode }

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (error instanceof UsageError || error instanceof ConfigError || error instanceof ParleyError) {
    console.error(error.message)
  } else console.error(explain(error))
  process.exitCode = 1
}

async function main([verb = '', subject]: readonly string[]): Promise<void> {
  if (!isVerb(verb) && verb !== 'status' && verb !== 'rebalance') throw new UsageError(usage)
  const { databaseUrl, redisUrl } = readConfig(process.env)
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await openDatabase(databaseUrl, { poolSize: 2 }))
  if (verb === 'status') return console.log(await readStatus(database))

  const quiet = () => undefined
  const broker = redisUrl ? createRedisBroker({ url: redisUrl, onError: quiet }) : null
  if (broker) {
    stack.defer(() => broker.close())
    // A bell that is rung before the line stands is lost; without one, the nodes look by themselves after a moment.
    await Promise.race([
      broker.subscribe('operate', quiet),
      new Promise((resolve) => setTimeout(resolve, 2000).unref()),
    ])
  }
  const nobody = { viewer: null, client: { address: null, userAgent: null } }
  const acting: Acting = {
    database,
    bells: createBells(broker ?? { publish: async () => undefined }, quiet),
    actorId: null,
    audit: (tx, done) => writeAudit(nobody, tx, { target: wholeCluster, ...done }),
  }
  if (verb === 'rebalance') await startRebalance(acting, { id: null, name: 'the cluster' }, movesOf(subject))
  else await verbs[verb](acting, await nodeNamed(subject))
  console.log(await readStatus(database))

  async function nodeNamed(name: string | undefined): Promise<string> {
    if (!name) throw new UsageError(usage)
    const node = await database.kysely
      .selectFrom('cluster_node')
      .select('id')
      .where('name', '=', name)
      .executeTakeFirst()
    if (!node) throw new UsageError(`There is no node ${name}. See: node apps/api/src/operate.ts status`)
    return node.id
  }
}

function isVerb(verb: string): verb is keyof typeof verbs {
  return Object.hasOwn(verbs, verb)
}

function movesOf(text: string | undefined): number {
  const moves = Number(text ?? 60)
  if (!Number.isInteger(moves)) throw new UsageError(usage)
  return moves
}
