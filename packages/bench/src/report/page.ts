import type { Result, Row } from '../benches/bench.ts'
import { cell } from '../show.ts'
import type { Outcome } from './promises.ts'

export type Section = { title: string; result: Result; charts: { title: string; file: string }[] }

/** docs/PERFORMANCE.md: what was promised, then every bench with its chart and its figures. */
export function pageOf(sections: readonly Section[], outcomes: readonly Outcome[]): string {
  return [
    '# Performance',
    'Measured by `npm run bench` and written by `npm run bench -- report`; don’t edit it by hand. Every bench starts Parley as it runs in production, on a MySQL that syncs at every commit and a Redis, and then its peers, on the same machine in the same run. So the ratios mean something on any machine; the absolute figures are those of this one.',
    'The peers: **raw `ws`** broadcasts one prebuilt frame and does nothing else, which is the floor; **Socket.IO** with its Redis adapter; **stock** is GraphQL Yoga, graphql-ws, graphql-redis-subscriptions and MikroORM put together the usual way: an execution per subscriber and event, a transaction per message.',
    ...(outcomes.length > 0 ? ['## What was promised', table(outcomes.map(outcomeRow))] : []),
    ...sections.flatMap(sectionOf),
    '',
  ].join('\n\n')
}

function outcomeRow({ what, limit, measured, isKept }: Outcome): Row {
  return { what: what, promised: limit, measured: measured, kept: isKept ? 'yes' : '**no**' }
}

function sectionOf({ title, result, charts }: Section): string[] {
  const { machine, at, rows, notes, warnings } = result
  return [
    `## ${title}`,
    ...charts.map((chart) => `![${chart.title}](${chart.file})`),
    table(rows),
    ...(notes.length > 0 ? [notes.join(' ')] : []),
    ...warnings.map((warning) => `> ${warning}`),
    `<sub>\`npm run bench -- ${result.name}\`, ${at.slice(0, 10)}: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}. Cores: ${machine.pinning}.</sub>`,
  ]
}

function table(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const isNumeric = columns.map((column) => rows.every((row) => typeof row[column] !== 'string'))
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [
    line(columns),
    line(isNumeric.map((numeric) => (numeric ? '--:' : '---'))),
    ...rows.map((row) => line(columns.map((column) => cell(row[column])))),
  ].join('\n')
}
