import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { at, createWorld, type World } from './world.ts'

// The dashboard and the alerts show nothing, silently, of a metric that doesn't exist. So they are compared with a scrape.

const folder = new URL('../../../monitoring/', import.meta.url)

let world: World
/** The labels of each metric of a node. */
const known = new Map<string, Set<string>>()

beforeAll(async () => {
  world = await createWorld()
  const ada = await world.signUp('ada')
  await ada.ask('query Pry { node(id: "x") { id } }')
  const { url, connect } = await world.listen()
  const socket = await connect({ token: ada.token })
  await socket.ask('query Who { viewer { user { id } } }')
  const room = await ada.roomNamed('general')
  const after = at(await ada.query(`{ room(id: "${room}") { cursor } }`), 'room.cursor')
  const events = socket.subscribe(`subscription { roomEvents(roomId: "${room}", after: "${after}") { cursor } }`)
  await ada.send(room, 'hello')
  await events.next()
  const first = await (await fetch(`${url}/metrics`)).text()
  const text = first + (await (await fetch(`${url}/metrics`)).text())
  for (const [, name = '', labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const of = known.get(name) ?? new Set(['instance', 'job'])
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) of.add(label)
    known.set(name, of)
  }
})
afterAll(() => world[Symbol.asyncDispose]())

async function expressions(): Promise<string[]> {
  const dashboard = JSON.parse(await readFile(new URL('grafana/dashboards/parley.json', folder), 'utf8')) as {
    panels: { targets?: { expr: string }[] }[]
    templating: { list: { query: { query: string } }[] }
  }
  const alerts = await readFile(new URL('prometheus/alerts.yml', folder), 'utf8')
  return [
    ...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    ...dashboard.templating.list.map(({ query }) => query.query),
    ...[...alerts.matchAll(/^\s+expr: (.+)$/gm)].map(([, expr = '']) => expr),
  ]
}

test('every metric that the dashboard and the alerts name is one that nodes have, with the labels that are asked for', async () => {
  const all = await expressions()
  expect(all.length).toBeGreaterThan(40)
  for (const expr of all) {
    const metrics = expr.match(/\b(?:parley|process|nodejs)_\w+/g) ?? []
    if (!expr.startsWith('up{') && !expr.includes('up{')) expect(metrics, expr).not.toEqual([])
    for (const name of metrics) expect([...known.keys()], expr).toContain(name)
    const labels = metrics.flatMap((name) => [...(known.get(name) ?? [])])
    for (const label of labelsIn(expr)) expect([...labels, 'job', 'instance', 'le'], expr).toContain(label)
  }
})

test('the documentation tells of exactly the metrics that there are, with their labels', async () => {
  const docs = await readFile(new URL('../docs/OBSERVABILITY.md', folder), 'utf8')
  const told = [...docs.matchAll(/^\| `(parley_\w+)(?:\{(.*?)\})?` \|/gm)].map(([, name = '', labels = '']) => [
    name,
    labels,
  ])
  const own = (labels: Set<string>) => [...labels.difference(new Set(['node', 'instance', 'job', 'le']))].toSorted()
  const there = [...known].flatMap(([name, labels]) =>
    name.startsWith('parley_') ? [[name.replace(/_(bucket|sum|count)$/, ''), own(labels).join(',')]] : [],
  )
  const tidied = told.map(([name, labels = '']) => [name, labels.split(',').toSorted().join(',')])
  expect(Object.fromEntries(tidied)).toEqual(Object.fromEntries(there))
})

/** Labels that an expression selects or groups by. */
function labelsIn(expr: string): string[] {
  const selected = [...expr.matchAll(/(\w+)(?:=~|!=|!~|=)"/g)].map(([, label = '']) => label)
  const grouped = [...expr.matchAll(/\b(?:by|on|group_left) \(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(/,\s*/),
  )
  return [...selected, ...grouped]
}
