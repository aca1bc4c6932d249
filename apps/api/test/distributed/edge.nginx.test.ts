import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalCluster, startLocalCluster } from '@parley/dev/cluster'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { converse, longestAbsence } from '../edge/conversation.ts'
import { until } from '../edge/until.ts'

// Three real nodes on a real MySQL and Redis behind the project's own Nginx, while people talk.

/** What is half a second on a machine with nothing else to do; a promise says two. */
const soonMs = 3_000
/** Of how many tries one may be without an answer, because a connection broke under it: who sends tries again, and sees nothing. */
const oneOf = 100

describe('behind Nginx', { timeout: 120_000 }, () => {
  let cluster: LocalCluster
  let folder: string
  const told: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-edge-'))
    cluster = await startLocalCluster({
      nodes: 3,
      folder,
      env: { PARLEY_LOG_LEVEL: 'warn', PARLEY_DRAIN_MS: '1000', PARLEY_HEARTBEAT_MS: '500', PARLEY_LEASE_MS: '2000' },
      onLine: (source, line) => told.push(`${source} ${line}`),
    })
  }, 120_000)

  afterAll(async () => {
    await cluster[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  }, 60_000)

  const graphql = () => `${cluster.url}/graphql`
  const at = (node: number) => `${cluster.url}/n/node-${node}/graphql`

  test('a page of another origin gets no socket, whatever way it asks', async () => {
    for (const url of [graphql(), at(1), `${cluster.url}/n/nobody/graphql`]) {
      expect(await statusOfUpgrade(url, 'https://elsewhere.example')).toBe(403)
      expect(await statusOfUpgrade(url, cluster.url)).toBe(101)
    }
  })

  test('a node is killed: who read there reads on within two seconds, and nothing is lost or doubled', async () => {
    await using talk = await converse(graphql())
    const reader = await talk.follow(at(2))
    const stop = talk.keepSending(50)
    await until(() => talk.sendings.length > 20)
    await cluster.nodes[1]?.kill()
    await until(() => longestAbsence(reader) > 0)
    await cluster.nodes[1]?.start()
    await stop()
    expect(longestAbsence(reader)).toBeLessThan(soonMs)
    expect(await talk.check()).toEqual([])
  })

  test('all nodes are restarted one after the other under 200 sends a second, and nobody notices', async () => {
    await using talk = await converse(graphql())
    const readers = [await talk.follow(at(1)), await talk.follow(at(2)), await talk.follow(at(3))]
    const stop = talk.keepSending(200)
    for (const node of cluster.nodes) {
      await node.stop()
      await node.start()
    }
    await stop()
    const failed = talk.sendings.flatMap(({ failures }) => failures)
    expect(failed.length, failed.join('\n')).toBeLessThan(5 + talk.sendings.length / oneOf)
    expect(Math.max(...talk.sendings.map(({ ms }) => ms))).toBeLessThan(10_000)
    expect(Math.max(...readers.map(longestAbsence))).toBeLessThan(soonMs)
    expect(await talk.check()).toEqual([])
  })

  test('Nginx takes another configuration and is restarted while people talk', async () => {
    await using talk = await converse(graphql())
    const reader = await talk.follow(at(3))
    const stop = talk.keepSending(100)
    await until(() => talk.sendings.length > 50)
    await cluster.reload()
    await until(() => talk.sendings.length > 150)
    const failed = talk.sendings.flatMap(({ failures }) => failures)
    expect(failed.length, failed.join('\n')).toBeLessThan(5 + talk.sendings.length / oneOf)
    await cluster.nginx.kill()
    await cluster.nginx.restart()
    await until(() => longestAbsence(reader) > 0)
    await stop()
    expect(longestAbsence(reader)).toBeLessThan(soonMs)
    expect(await talk.check()).toEqual([])
  })
})

function statusOfUpgrade(url: string, origin: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', { origin })
  socket.on('upgrade', ({ statusCode }) => resolve(statusCode))
  socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode))
  socket.on('error', reject)
  return promise.finally(() => socket.terminate())
}
