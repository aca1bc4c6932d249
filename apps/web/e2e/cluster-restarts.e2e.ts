import { expect, it } from 'vitest'
import { expectAllActive } from './support/cluster.ts'
import { clusterPeople } from './support/cluster-people.ts'
import { say, seen } from './support/room.ts'
import { eventually } from './support/telling.ts'
import { seenBy, watch } from './support/witness.ts'

const scene = clusterPeople()

it('Redis is restarted: what was said meanwhile is there', async () => {
  const { world, ana, ben } = scene
  await Promise.all([watch(ana.page), watch(ben.page)])
  await world.cluster.redis.kill()
  await say(ana.page, 'Said while Redis was away')
  await world.cluster.redis.restart()
  await seen(ben.page, 'Said while Redis was away')
  await say(ben.page, 'Said when it was back')
  await seen(ana.page, 'Said when it was back')
  for (const person of [ana, ben]) expect((await seenBy(person.page)).notices).toEqual([])
})

it('MySQL is restarted: what was written meanwhile is sent when it is back', async () => {
  const { world, ana, ben } = scene
  await world.cluster.mysql.kill()
  await say(ana.page, 'Written while the database was away')
  await world.cluster.mysql.restart()
  await eventually(() => expectAllActive(ana), 15_000)
  await seen(ben.page, 'Written while the database was away')
  await say(ben.page, 'Written when it was back')
  await seen(ana.page, 'Written when it was back')
})

it('Nginx reads its configuration again, and nobody notices', async () => {
  const { world, ana, ben } = scene
  await Promise.all([watch(ana.page), watch(ben.page)])
  await world.cluster.reload()
  await say(ana.page, 'Said after Nginx was reloaded')
  await seen(ben.page, 'Said after Nginx was reloaded')
  for (const person of [ana, ben]) expect((await seenBy(person.page)).notices).toEqual([])
})
