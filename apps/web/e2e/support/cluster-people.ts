import { afterAll, beforeAll } from 'vitest'
import { type Bot, createBot } from './bots.ts'
import { type ClusterWorld, createClusterWorld, pinMainSocket } from './cluster.ts'
import { roomIdOf, timelineOf } from './room.ts'
import type { Person } from './world.ts'

/** A cluster with Ana, an administrator whose main socket is at node-1, and Ben, whose is at node-2, both in the default room; and bots that write to it. */
export type Scene = { world: ClusterWorld; ana: Person; ben: Person; bots: Bot[]; roomId: string }

/** For all the stories of a file. Use what it answers inside of a story only. */
export function clusterPeople(): Scene {
  const scene = {} as Scene
  beforeAll(async () => {
    scene.world = await createClusterWorld()
    const { world } = scene
    scene.ana = await world.person('Ana', { before: (page) => pinMainSocket(page, 'node-1') })
    scene.ben = await world.person('Ben', { before: (page) => pinMainSocket(page, 'node-2') })
    await Promise.all([timelineOf(scene.ana.page).waitFor(), timelineOf(scene.ben.page).waitFor()])
    scene.roomId = roomIdOf(scene.ana.page)
    scene.bots = await Promise.all(['cora', 'dan', 'eli', 'fay'].map((name) => createBot(world.url, name)))
  }, 90_000)
  afterAll(() => scene.world[Symbol.asyncDispose]())
  return scene
}
