import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { followAsSpa, sendMessage } from '../documents.ts'
import type { Cluster } from '../lab/cluster.ts'
import { cpuOf, memoryOf, watchMyself } from '../lab/cpu.ts'
import type { Lab } from '../lab/lab.ts'
import { untilQuiet } from '../lab/quiet.ts'
import { Following } from '../peers/following.ts'
import { demandSuccess } from '../peers/graphql.ts'
import type { Person } from '../seed/people.ts'
import { Histogram } from '../stats/histogram.ts'
import { HttpConnection } from '../wire/http.ts'

export type Plan = {
  nodes: number
  sockets: number
  rooms: number
  people: number
  perSecond: number
  seconds: number[]
}
export type Place = { id: string; feedPath: string }
export type World = { lab: Lab; cluster: Cluster; people: Person[]; plan: Plan; say(progress: string): void }

/** By process: microseconds of CPU (per message, once a phase is over) and bytes of memory. */
type Used = Record<string, { cpu: number; memory: number }>

export type Phase = {
  messages: number
  elapsed: number
  perSecond: number
  p50: number
  p99: number
  /** How busy the load generator was. */
  busy: number
  /** What Redis sent, in bytes per message. */
  redisBytes: number
  used: Used
}

type Route = { where: string; pathOf(place: Place): string; seconds: number }

/** All sockets come by this route, then so many sends a second until the time is over and everybody has everything. */
export async function runPhase(world: World, places: Place[], { where, pathOf, seconds }: Route): Promise<Phase> {
  const { lab, cluster, plan, say } = world
  say(`${plan.sockets} sockets ${where}`)
  const crowd = await gather(world, places, pathOf)
  for (const place of places) await crowd.send(place, 0)
  await crowd.haveAll()
  for (const { pid } of cluster.nodes) await untilQuiet(pid)

  say(`${plan.perSecond} sends a second for ${seconds} s, feeds ${where}`)
  const redis = new Redis(lab.redisUrl)
  crowd.startAnew()
  const [before, bytesBefore, startedAt, myself] = [
    usedBy(world),
    await bytesOut(redis),
    performance.now(),
    watchMyself(),
  ]
  const total = plan.perSecond * seconds
  let next = 0
  const keepSending = async (_: unknown, sender: number) => {
    for (let number = next++; number < total; number = next++) {
      const early = startedAt + (number * 1000) / plan.perSecond - performance.now()
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
      await crowd.send(places[number % places.length] as Place, sender)
    }
  }
  await Promise.all(Array.from({ length: senders }, keepSending))
  await crowd.haveAll()
  const [after, elapsed, busy] = [usedBy(world), performance.now() - startedAt, myself.busy()]
  const redisBytes = ((await bytesOut(redis)) - bytesBefore) / total
  redis.disconnect()
  crowd.go()
  return {
    messages: total,
    elapsed,
    perSecond: (crowd.latency.count / elapsed) * 1000,
    p50: crowd.latency.quantile(0.5),
    p99: crowd.latency.quantile(0.99),
    busy,
    redisBytes,
    used: Object.fromEntries(
      Object.entries(after).map(([name, { cpu, memory }]) => [
        name,
        { cpu: (cpu - (before[name]?.cpu ?? Number.NaN)) / total, memory },
      ]),
    ),
  }
}

const senders = 50

/** Everybody's sockets, and the connections of those who send. */
async function gather({ cluster: { port }, people, plan }: World, places: Place[], pathOf: Route['pathOf']) {
  const sentAt = new Map<string, number>()
  const sentTo = new Map(places.map(({ id }) => [id, 0]))
  const tokenOf = (index: number) => people[index % people.length]?.token ?? ''
  const crowd = {
    latency: new Histogram(),
    startAnew() {
      crowd.latency = new Histogram()
    },
    async send(place: Place, sender: number) {
      const clientId = randomUUID()
      sentAt.set(clientId, performance.now())
      sentTo.set(place.id, (sentTo.get(place.id) ?? 0) + 1)
      const input = { roomId: place.id, clientId, text: clientId }
      const operation = { operationName: 'SendMessage', query: sendMessage, variables: { input } }
      demandSuccess(await lines[sender]?.ask(operation))
    },
    /** Resolves when every follower has got all that was sent to its room; rejects when one got anything else. */
    async haveAll() {
      await Promise.all(followers.map(({ place, following }) => following.has(sentTo.get(place.id) ?? 0)))
    },
    go() {
      for (const line of lines) line.cut()
      for (const { following } of followers) following.go()
    },
  }
  const onMessage = (text: string) => crowd.latency.add(performance.now() - (sentAt.get(text) ?? Number.NaN))
  const followers = Array.from({ length: plan.sockets }, (_, index) => {
    const place = places[index % places.length] as Place
    const options = { token: tokenOf(index), roomId: place.id, document: followAsSpa, onMessage }
    return { place, following: new Following(options) }
  })
  for (let start = 0; start < followers.length; start += 100) {
    const some = followers.slice(start, start + 100)
    await Promise.all(some.map(({ place, following }) => following.come(port, pathOf(place))))
  }
  const lines = Array.from({ length: senders }, (_, index) => new HttpConnection(port, tokenOf(index)))
  return crowd
}

/** What each process has used so far. */
function usedBy({ lab, cluster: nodes }: World): Used {
  const of = (pids: (number | undefined)[]) => {
    const known = pids.filter((pid) => pid !== undefined)
    const sum = (measure: (pid: number) => number) => known.reduce((all, pid) => all + measure(pid), 0)
    return { cpu: sum(cpuOf), memory: sum(memoryOf) }
  }
  return {
    ...Object.fromEntries(nodes.nodes.map(({ name, pid }) => [name, of([pid])])),
    Nginx: of(nodes.nginxPids()),
    Redis: of([lab.redisPid]),
    MySQL: of([lab.mysqlPid]),
  }
}

async function bytesOut(redis: Redis): Promise<number> {
  return Number(/total_net_output_bytes:(\d+)/.exec(await redis.info('stats'))?.[1])
}
