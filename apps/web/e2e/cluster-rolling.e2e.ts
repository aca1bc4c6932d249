import { expect, it } from 'vitest'
import { drive } from './support/bots.ts'
import { expectAllActive } from './support/cluster.ts'
import { clusterPeople } from './support/cluster-people.ts'
import { say, seen } from './support/room.ts'
import { eventually, expectAll, onThisMachine } from './support/telling.ts'
import { longestSilence, seenBy, watch } from './support/witness.ts'

const scene = clusterPeople()

it('all nodes are restarted one by one under load, and nobody sees an error', async () => {
  const { world, ana, ben, bots, roomId } = scene
  // 200 where nothing else is done.
  const perSecond = Math.round(200 / onThisMachine(1))
  await Promise.all([watch(ana.page), watch(ben.page)])
  await using driver = drive(bots, roomId, perSecond)
  const startedAt = Date.now()
  for (const node of world.cluster.nodes) {
    await node.stop()
    await node.start()
    await eventually(() => expectAllActive(ana), 15_000)
  }
  const until = Date.now()
  await driver.stop()
  for (const person of [ana, ben]) {
    const witnessed = await seenBy(person.page)
    expect(longestSilence(witnessed, startedAt + 1000, until)).toBeLessThan(onThisMachine(2000))
    expect(witnessed.notices).toEqual([])
    await expectAll(person, driver)
  }
  await say(ana.page, 'All of them were restarted')
  await seen(ben.page, 'All of them were restarted')
}, 240_000)
