import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { ClusterNodeRow, Database, Db, RoomRow } from '@parley/db'
import type { Broker } from '@parley/realtime'
import type { Logger } from 'pino'
import type { Config } from '../../config.ts'
import type { Fence } from '../../realtime/commit.ts'
import { type MovedRoom, movedTopic, nodeTopic } from '../../realtime/events.ts'
import { type ClusterBells, createBells, eventBells } from './bells.ts'
import { createPlacer, type Placer } from './candidates.ts'
import { createFence } from './fence.ts'
import { beat, type Pulse } from './heartbeat.ts'
import { createLoadMeter, type Gauges } from './load.ts'
import { createLeadership } from './leader.ts'
import { leave } from './leave.ts'
import { beginStop, finishDrain, hasSuccessor } from './drain.ts'
import { type Identity, register } from './registry.ts'
import { createRounds } from './rounds.ts'
import { keepSample, samplePauseMs } from './samples.ts'
import { isAccepting, isServing, type Standing } from './standing.ts'

/** This process as a node of its cluster: it holds a lease by its heartbeats, and serves and writes while it does. */
export type Cluster = AsyncDisposable & {
  /** The node's row, as of the last heartbeat. */
  readonly self: ClusterNodeRow
  readonly bells: ClusterBells
  /** Whether it answers requests. */
  isServing(): boolean
  /** Whether it takes new sockets and wants traffic. */
  isAccepting(): boolean
  /** Whether it leads, as far as it knows. */
  isLeading(): boolean
  /** Refuses the transactions of a node that has lost its lease. */
  readonly fence: Fence
  /** Gives a new room its home, in the transaction that makes it. */
  place(tx: Db, room: Pick<RoomRow, 'id'>): Promise<void>
  /** Counts changes for the load. */
  count(changes: number): void
  /** Calls `listener` when it began or ceased to serve or to accept. Returns what takes it off. */
  onChange(listener: () => void): () => void
  /** Calls `listener` with rooms that moved, anywhere. */
  onMoved(listener: (rooms: readonly MovedRoom[]) => void): () => void
  /** Tells that nobody is connected here any more: a drained node is done when its rooms have moved, too. */
  emptied(): void
  /**
   * Goes out of service in good order, while others go on: resolves when connections and rooms are elsewhere, or it has
   * taken too long. At once when this node is the only one.
   */
  stop(): Promise<void>
  /** Begins to beat, with what those parts know that are made after it. */
  start(gauges: Gauges): void
}

/** How often a node that is being drained looks whether it is done, in ms. */
const drainStepMs = 300
/** How long a drain may take beyond the time over which connections are spread, in ms. */
const graceMs = 5_000

type Options = {
  config: Pick<
    Config,
    'node' | 'heartbeatMs' | 'leaseMs' | 'autoApprove' | 'placement' | 'forgetAfterHours' | 'drainMs'
  >
  database: Database
  broker: Broker
  log: Logger
  version: string
}

/** Takes the node's name in the database. Rejects when the database can't be asked. */
export async function createCluster({ config, database, broker, log, version }: Options): Promise<Cluster> {
  const { heartbeatMs, leaseMs, autoApprove } = config
  const identity: Identity = { ...config.node, version, instanceId: randomUUID() }
  const onError = (error: unknown) => log.debug({ err: error }, 'A bell of the cluster was not heard.')
  const bells = createBells(broker, onError)
  const placer: Placer = createPlacer({ database, config })
  const meter = createLoadMeter()
  const changeListeners = new Set<() => void>()
  const movedListeners = new Set<(rooms: readonly MovedRoom[]) => void>()

  let standing = await takeName()
  let was = stateOf(standing)
  let gauges: Gauges | null = null
  let timer: NodeJS.Timeout | undefined
  let leaseTimer: NodeJS.Timeout | undefined
  let beating: Promise<void> | null = null
  let isOver = false
  let hasOthers = false
  let isEmpty = false
  let sampledAt = Number.NEGATIVE_INFINITY
  const leadership = createLeadership({ database, bells, log, leaseMs, onLead: () => rounds.begin() })
  const { isLeading } = leadership
  const rounds = createRounds({
    database,
    bells,
    config,
    log,
    isLeading,
    self: () => standing.node,
    hasOthers: () => hasOthers,
  })

  async function takeName(): Promise<Standing> {
    const askedAt = performance.now()
    const { node, eventIds } = await register(database, { identity, leaseMs, autoApprove })
    bells.tell([{ type: 'NodeChanged', nodeId: node.id }, ...eventBells(eventIds)])
    if (node.status === 'PENDING') log.warn({ node: node.name }, 'This node waits until an administrator approves it.')
    return { node, leaseEndsAt: askedAt + leaseMs, isSuperseded: false, isStopping: false }
  }

  function take(next: Standing): void {
    standing = next
    watchLease()
  }

  /** Notices the end of the lease when it comes. A timer that was set in a busy moment fires too early, so it looks again. */
  function watchLease(): void {
    clearTimeout(leaseTimer)
    const msLeft = standing.leaseEndsAt - performance.now()
    if (msLeft > 0 && !isOver) leaseTimer = setTimeout(watchLease, msLeft + 1).unref()
    notice()
  }

  /** Tells the listeners when something is another than it was. */
  function notice(): void {
    const state = stateOf(standing)
    if (state === was) return
    log.info({ node: standing.node.name, status: standing.node.status, was, is: state }, 'The node’s standing changed.')
    was = state
    for (const listener of changeListeners) listener()
  }

  async function pulse(): Promise<void> {
    const askedAt = performance.now()
    const { id, generation } = standing.node
    const load = meter.read(gauges ?? { connections: () => 0, followedRooms: () => 0 })
    const found = await beat(database, { id, generation, instanceId: identity.instanceId, leaseMs, load })
    hasOthers = found.hasOthers
    await follow(found, askedAt)
    if (found.isOurs) await leadership.hear(standing.node, found)
    if (found.isOurs && askedAt - sampledAt >= samplePauseMs) {
      sampledAt = askedAt
      await keepSample(database, standing.node)
    }
    bells.tell([{ type: 'NodeChanged', nodeId: id }])
    if (found.isOurs) await carryOnDrain()
  }

  /** A drain is done when connections and rooms are gone; an ended or resumed one begins anew. */
  async function carryOnDrain(): Promise<void> {
    const { node } = standing
    if (node.status !== 'DRAINING') isEmpty = false
    else if (isEmpty && node.room_count === 0 && (await finishDrain({ database, bells }, node))) {
      take({ ...standing, node: { ...node, status: 'DRAINED' } })
    }
  }

  async function follow({ node, isOurs }: Pulse, askedAt: number): Promise<void> {
    if (node && isOurs) return take({ ...standing, node, leaseEndsAt: askedAt + leaseMs })
    if (node && node.instance_id !== identity.instanceId) {
      log.error(
        { node: node.name },
        'Another process has taken this node’s name: this one will not serve again. Stop it.',
      )
      isOver = true
      return take({ ...standing, isSuperseded: true })
    }
    log.warn({ node: standing.node.name }, 'The lease was lost in the meantime: taking the name again.')
    take({ ...(await takeName()), isStopping: standing.isStopping })
  }

  function beatSoon(ms: number): void {
    clearTimeout(timer)
    if (!isOver) timer = setTimeout(beatNow, ms).unref()
  }

  function beatNow(): void {
    if (isOver || beating) return
    beating = pulse()
      .then(
        // Spread, so that nodes that started together don't ask together for ever.
        () => (standing.node.status === 'DRAINING' ? drainStepMs : heartbeatMs) * (0.9 + Math.random() * 0.2),
        (error: unknown) => {
          log.warn({ err: error }, 'A heartbeat was not written.')
          return Math.min(1000, heartbeatMs / 5)
        },
      )
      .then((wait) => {
        beating = null
        beatSoon(wait)
      })
  }

  const subscriptions = [
    broker.subscribe(nodeTopic(standing.node.id), () => beatSoon(0)),
    broker.subscribe(movedTopic, (rooms) => {
      for (const listener of movedListeners) listener(rooms as MovedRoom[])
    }),
  ]
  for (const subscription of subscriptions) subscription.catch(onError)

  const isUnderWay = () => standing.node.status !== 'DRAINED' && isServing(standing)

  return {
    get self() {
      return standing.node
    },
    bells,
    isServing: () => isServing(standing),
    isAccepting: () => isAccepting(standing),
    isLeading,
    fence: createFence(
      database,
      () => standing,
      () => beatSoon(0),
    ),
    place: placer.place,
    count: meter.count,
    onChange(listener) {
      changeListeners.add(listener)
      return () => void changeListeners.delete(listener)
    },
    onMoved(listener) {
      movedListeners.add(listener)
      return () => void movedListeners.delete(listener)
    },
    emptied() {
      isEmpty = true
      if (standing.node.status === 'DRAINING') beatSoon(0)
    },
    async stop() {
      if (!isServing(standing) || isOver || !(await beginStop({ database, bells }, standing.node))) return
      take({ ...standing, isStopping: true })
      beatSoon(0)
      const deadline = performance.now() + config.drainMs + graceMs
      // When all nodes are told to stop at once, nobody is left to wait for.
      while (isUnderWay() && performance.now() < deadline && (await hasSuccessor(database, standing.node))) {
        await delay(100)
      }
    },
    start(given) {
      gauges = given
      beatSoon(0)
    },
    async [Symbol.asyncDispose]() {
      isOver = true
      clearTimeout(timer)
      clearTimeout(leaseTimer)
      meter.close()
      leadership.close()
      await beating
      await rounds.close()
      for (const subscription of subscriptions) subscription.then((off) => off(), onError)
      await leave(database, standing).catch((error: unknown) =>
        log.warn({ err: error }, 'The node could not sign off.'),
      )
    },
  }
}

function stateOf(standing: Standing): 'accepting' | 'serving' | 'refusing' {
  if (isAccepting(standing)) return 'accepting'
  return isServing(standing) ? 'serving' : 'refusing'
}
