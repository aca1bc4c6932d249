import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMysqlDatabase } from '@parley/dev/testing'
import { describe, expect, test } from 'vitest'
import { createWorld } from '../../../test/world.ts'
import { readConfig } from '../../config.ts'
import { clusterContract } from './cluster.contract.ts'

describe('SQLite', () => {
  clusterContract(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-cluster-'))
    return {
      url: `sqlite:${join(folder, 'parley.db')}`,
      [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
    }
  })
})

describe('MySQL', () => {
  clusterContract(createMysqlDatabase)
})

test('everything of a node that administrators can ask for', async () => {
  const node = { name: 'one', address: 'http://one.test:4000', region: 'eu', capacity: 40 }
  await using world = await createWorld({ config: { node, heartbeatMs: 100, leaseMs: 1000 } })
  const ana = await world.signUp('ana')
  const ask = () =>
    ana.query<{ cluster: { leader: { history: object[] } | null } }>(`{ cluster {
      placementPolicy heartbeatSeconds leaseSeconds
      leader { name region feedPath address version capacity status isLeader generation registeredAt startedAt approvedAt
        lastHeartbeatAt leaseUntil roomCount load { connections followedRooms messagesPerSecond eventLoopDelayMs cpuPercent memoryBytes }
        history { at connections messagesPerSecond eventLoopDelayMs cpuPercent memoryBytes }
        rooms { edges { node { name home { name } homeReason placedAt } } } } } }`)
  await expect.poll(async () => (await ask()).cluster.leader?.history.length).toBe(1)
  const moment = expect.stringMatching(/^\d{4}-.*Z$/)
  const moments = ['registeredAt', 'startedAt', 'approvedAt', 'lastHeartbeatAt', 'leaseUntil']
  const times = Object.fromEntries(moments.map((name) => [name, moment]))
  const load = { connections: 0, cpuPercent: expect.any(Number), memoryBytes: expect.any(Number) }
  expect(await ask()).toMatchObject({
    cluster: {
      placementPolicy: 'LEAST_LOADED',
      heartbeatSeconds: 0.1,
      leaseSeconds: 1,
      leader: {
        ...node,
        feedPath: '/n/one/graphql',
        status: 'ACTIVE',
        isLeader: true,
        generation: 1,
        roomCount: 1,
        ...times,
        load: { ...load, followedRooms: 0 },
        history: [{ at: moment, ...load }],
        rooms: {
          edges: [
            {
              node: {
                name: 'general',
                home: { name: 'one' },
                placedAt: moment,
                homeReason: 'The only active node in region eu.',
              },
            },
          ],
        },
      },
    },
  })
})

test('nodes approve themselves by default only where there is no Redis; their names are made of what a host is called', () => {
  expect(readConfig({}).autoApprove).toBe(true)
  expect(readConfig({ REDIS_URL: 'redis://127.0.0.1:1' }).autoApprove).toBe(false)
  expect(readConfig({}).node.name).toMatch(/^[a-z0-9][a-z0-9-]{0,62}$/)
  expect(() => readConfig({ PARLEY_NODE_NAME: 'A_b' })).toThrow('PARLEY_NODE_NAME')
  expect(() => readConfig({ PARLEY_HEARTBEAT_MS: '5000', PARLEY_LEASE_MS: '6000' })).toThrow('PARLEY_LEASE_MS')
})
