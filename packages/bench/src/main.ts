import { parseArgs } from 'node:util'
import { type Bench, type BenchName, benchNames } from './benches/bench.ts'
import { cluster } from './benches/cluster.ts'
import { connect } from './benches/connect.ts'
import { fanout } from './benches/fanout.ts'
import { history } from './benches/history.ts'
import { memory } from './benches/memory.ts'
import { reconnect } from './benches/reconnect.ts'
import { send } from './benches/send.ts'
import { openLab } from './lab/lab.ts'
import { describeMachine } from './lab/machine.ts'
import { writeReport } from './report/report.ts'
import { resultsFolder, writeResult } from './results.ts'
import { say, show } from './show.ts'

const benches: Record<BenchName, Bench> = { fanout, send, history, reconnect, connect, memory, cluster }

const help = `npm run bench [-- <name> …] [-- --quick]

  ${benchNames.join(' | ')}   measure these; all of them when none is named
  report                                                write docs/PERFORMANCE.md from the last full results

  --quick     a small form of each, to see that it works: its figures mean nothing
  --profile   write V8's CPU profiles of Parley's process beside the results`

// Leaving by `exit` takes the servers along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
await main()

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean' }, profile: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  const unknown = positionals.filter((name) => name !== 'report' && !benchNames.includes(name as BenchName))
  if (values.help || unknown.length > 0) {
    console.log(unknown.length > 0 ? `There is no bench ${unknown.join(', ')}.\n\n${help}` : help)
    process.exitCode = unknown.length > 0 ? 1 : 0
    return
  }
  const wantsReport = positionals.includes('report')
  const names = positionals.length > 0 ? positionals.filter((name) => name !== 'report') : [...benchNames]
  if (names.length > 0) await measure(names as BenchName[], values)
  if (wantsReport) await report()
}

async function measure(names: BenchName[], flags: { quick?: boolean; profile?: boolean }): Promise<void> {
  const isQuick = flags.quick ?? false
  await using lab = await openLab({ profile: flags.profile ? resultsFolder : undefined })
  const machine = describeMachine(lab)
  if (!lab.pinning) say(`Not pinned: ${machine.pinning}.`)
  for (const name of names) {
    const bench = benches[name]
    const findings = await bench.run(lab, { isQuick, say })
    show(bench.title, findings)
    await writeResult({ name, isQuick, at: new Date().toISOString(), machine, ...findings })
  }
}

async function report(): Promise<void> {
  const names = await writeReport(benchNames.map((name) => benches[name]))
  if (names.length > 0) return console.log(`docs/PERFORMANCE.md is written, from ${names.join(', ')}.`)
  console.log('There are no full results yet: run `npm run bench` first.')
  process.exitCode = 1
}
