import { deepEqual, equal, ok } from 'node:assert/strict'
import { converse, longestAbsence } from '../edge/conversation.ts'
import { until } from '../edge/until.ts'
import { createStack, missing, type Stack } from './stack.ts'

// docker-compose.yml for real: `npm run test:compose`. Two people talk through Nginx while containers are killed, added, taken
// away, and all of them made anew. It needs a Docker engine, and takes a few minutes.

const why = await missing()
if (why) console.log(why)
else await main()

async function main(): Promise<void> {
  await using stack = await createStack()
  const { project, compose, docker } = stack
  const graphql = `${stack.url}/graphql`
  const nodeName = (n: number) => `${project}-api-${n}`
  const at = (n: number) => `${stack.url}/n/${nodeName(n)}/graphql`

  await step('it is built and comes up from nothing', () => stack.up('--build'))
  await step('Nginx serves the web app, and its own paths only', () => lookAround(stack))

  await using talk = await converse(graphql)
  const follower = await talk.follow(at(1))
  await step('two people talk', () => exchange())

  await step('a node is killed: its reader is back within two seconds, and no message is lost', async () => {
    const stop = talk.keepSending(20)
    await docker('kill', nodeName(1))
    await until(() => follower.following.entries.some(({ kind }) => kind === 'ended'))
    await exchange()
    await stop()
    const away = longestAbsence(follower)
    ok(away < 2000, `the reader was away for ${away} ms`)
    await docker('start', nodeName(1))
    return `away for ${away} ms`
  })
  for (const service of ['redis', 'nginx', 'mysql']) {
    await step(`${service} is killed and started again`, async () => {
      const stop = talk.keepSending(10)
      await docker('kill', `${project}-${service}-1`)
      await docker('start', `${project}-${service}-1`)
      await exchange()
      await stop()
    })
  }
  await step('five nodes: the new ones are found', async () => {
    await stack.up('--scale', 'api=5', '--no-recreate')
    await until(async () => (await nodesAsked()).size === 5)
    await talk.follow(at(5))
    await exchange()
  })
  await step('two nodes: those who leave hand over first, and next to nothing has to be sent again', async () => {
    const before = talk.sendings.length
    const stop = talk.keepSending(20)
    await stack.up('--scale', 'api=2', '--no-recreate')
    await exchange()
    await stop()
    return told(before)
  })
  await step('an upgrade: new nodes beside the old ones, then without those', async () => {
    stack.settings.PARLEY_NAME = 'Parley, but newer'
    const before = talk.sendings.length
    const stop = talk.keepSending(20)
    await stack.up('--scale', 'api=4', '--no-recreate', '--no-deps', 'api')
    await stack.up('--scale', 'api=2')
    await exchange()
    await stop()
    const { data } = (await (await fetch(`${graphql}?query={server{name}}`)).json()) as { data: { server: object } }
    deepEqual(data.server, { name: 'Parley, but newer' })
    return told(before)
  })
  await step('the operator sees two nodes', async () => {
    const status = await compose('exec', '-T', 'api', 'parley', 'status')
    equal(status.match(/ACTIVE/g)?.length, 2, status)
  })
  await step('all made anew: everything is still there', async () => {
    await compose('down')
    await stack.up()
    await exchange()
  })
  await step('nothing was lost, doubled or reordered', async () => {
    const wrong = await talk.check()
    ok(wrong.length === 0, wrong.join('\n'))
    return `${talk.sendings.length} messages`
  })

  /** How many of the last sends had to be sent again; throws when they are many. */
  function told(before: number): string {
    const sent = talk.sendings.slice(before)
    const failures = sent.flatMap((sending) => sending.failures)
    ok(failures.length <= Math.max(2, sent.length / 100), failures.join('\n'))
    const away = Math.max(...talk.followers.map(longestAbsence))
    return `${sent.length} sends, ${failures.length} tried again; away for ${away} ms at most`
  }

  /** A message is sent, and all readers get it. */
  async function exchange(): Promise<void> {
    const { seq = 0 } = await talk.send()
    await until(() => talk.followers.every(({ position }) => position >= seq))
  }

  /** The addresses of the nodes that answered of late. */
  async function nodesAsked(): Promise<Set<string>> {
    await Promise.all(Array.from({ length: 20 }, () => fetch(`${graphql}?query={__typename}`)))
    const log = await compose('logs', '--no-log-prefix', '--tail', '60', 'nginx')
    return new Set(log.match(/"node":"[\d.]+:4000"/g))
  }
}

async function lookAround({ url }: Stack): Promise<void> {
  const statusOf = async (path: string) => (await fetch(url + path)).status
  const page = await fetch(url)
  const html = await page.text()
  ok(html.includes('<div id="root">'))
  ok(page.headers.get('content-security-policy')?.includes("script-src 'self';"))
  const script = /assets\/[^"]+\.js/.exec(html)?.[0]
  const asset = await fetch(`${url}/${script}`, { headers: { 'accept-encoding': 'br' } })
  ok(asset.headers.get('content-encoding') === 'br')
  ok(asset.headers.get('cache-control')?.includes('immutable'))
  for (const path of ['/metrics', '/readyz', '/.br/index.html', '/nothing.js']) ok((await statusOf(path)) === 404, path)
  for (const name of ['mysql', 'redis', 'nginx']) {
    ok((await statusOf(`/n/${name}/graphql?query={__typename}`)) === 200, `/n/${name} is any node`)
  }
}

async function step(name: string, work: () => Promise<string | void>): Promise<void> {
  const started = performance.now()
  try {
    const note = await work()
    console.log(`✓ ${name} (${((performance.now() - started) / 1000).toFixed(1)} s${note ? `; ${note}` : ''})`)
  } catch (error) {
    console.log(`✗ ${name}`)
    throw error
  }
}
