import { expect, it } from 'vitest'
import { drive } from './support/bots.ts'
import { homeOf, leaseMs, moveRoom, nodesOf, order } from './support/cluster.ts'
import { clusterPeople } from './support/cluster-people.ts'
import { sameTimeline, say, seen, timelineOf } from './support/room.ts'
import { eventually, expectAll, onThisMachine } from './support/telling.ts'
import { longestSilence, seenBy, shown, watch } from './support/witness.ts'

const scene = clusterPeople()

it('two people whose sockets are at different nodes chat', async () => {
  const { ana, ben, roomId } = scene
  await moveRoom(ana, roomId, 'node-3')
  const sockets: string[] = []
  ben.page.on('websocket', (socket) => sockets.push(new URL(socket.url()).pathname))
  await ben.page.reload()
  await timelineOf(ben.page).waitFor()
  await say(ana.page, 'Hello from the first node')
  await seen(ben.page, 'Hello from the first node')
  await say(ben.page, 'Hello from the second')
  await seen(ana.page, 'Hello from the second')
  expect(new Set(sockets)).toEqual(new Set(['/n/node-2/graphql', '/n/node-3/graphql']))
  await eventually(async () => {
    const busy = (await nodesOf(ana)).filter(({ load }) => load && load.connections > 0)
    expect(busy.map(({ name }) => name)).toEqual(['node-1', 'node-2', 'node-3'])
  }, 5000)
})

it('the home of the open room is killed while both write: nothing is lost or doubled, and the line is back in two seconds', async () => {
  const { world, ana, ben, bots, roomId } = scene
  await moveRoom(ana, roomId, 'node-2')
  await Promise.all([watch(ana.page), watch(ben.page)])
  await using driver = drive(bots, roomId, 10)
  await shown(ben.page, `${driver.word} 10.`)
  const killedAt = Date.now()
  // Ben loses both of his sockets.
  await world.cluster.nodes[1]?.kill()
  await say(ana.page, 'Is anybody there?')
  await say(ben.page, 'I am')
  await eventually(async () => expect(await homeOf(ana, roomId)).not.toBe('node-2'), leaseMs + 5000)
  await shown(ana.page, 'I am')
  await shown(ben.page, 'Is anybody there?')
  const until = Date.now()
  await driver.stop()
  for (const person of [ana, ben]) {
    const witnessed = await seenBy(person.page)
    expect(longestSilence(witnessed, killedAt - 500, until)).toBeLessThan(onThisMachine(2000))
    expect(witnessed.notices).toEqual([])
    await expectAll(person, driver)
  }
  await sameTimeline(ana.page, ben.page)
  await world.cluster.nodes[1]?.start()
})

it('a room is drained away in front of two readers who see nothing', async () => {
  const { ana, ben, bots, roomId } = scene
  await moveRoom(ana, roomId, 'node-3')
  await Promise.all([watch(ana.page), watch(ben.page)])
  await using driver = drive(bots, roomId, 10)
  const startedAt = Date.now()
  await eventually(async () => expect(driver.acknowledged.length).toBeGreaterThan(10), 10_000)
  await order(ana, 'drainNode', 'node-3')
  await eventually(async () => {
    expect((await nodesOf(ana)).find(({ name }) => name === 'node-3')?.status).toBe('DRAINED')
  }, 15_000)
  expect(await homeOf(ana, roomId)).not.toBe('node-3')
  const until = Date.now()
  await driver.stop()
  for (const person of [ana, ben]) {
    const witnessed = await seenBy(person.page)
    expect(longestSilence(witnessed, startedAt + 500, until)).toBeLessThan(onThisMachine(1000))
    expect(witnessed.notices).toEqual([])
    await expectAll(person, driver)
  }
  await order(ana, 'resumeNode', 'node-3')
})

it('another node leads when the leader is killed, and nobody who chats notices', async () => {
  const { world, ana, ben, bots, roomId } = scene
  const leader = (await nodesOf(ana)).find(({ isLeader }) => isLeader)?.name
  const node = world.cluster.nodes.find(({ name }) => name === leader)
  if (!node) throw new Error('nobody leads')
  await Promise.all([watch(ana.page), watch(ben.page)])
  await using driver = drive(bots, roomId, 10)
  await eventually(async () => expect(driver.acknowledged.length).toBeGreaterThan(10), 10_000)
  await node.kill()
  await eventually(async () => {
    const next = (await nodesOf(ana)).find(({ isLeader }) => isLeader)?.name
    expect(next).toBeDefined()
    expect(next).not.toBe(leader)
  }, leaseMs + 5000)
  await driver.stop()
  for (const person of [ana, ben]) {
    expect((await seenBy(person.page)).notices).toEqual([])
    await expectAll(person, driver)
  }
  await node.start()
})
