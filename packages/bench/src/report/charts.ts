import type { BenchName, Result, Row } from '../benches/bench.ts'
import type { Chart, Group } from './chart.ts'

/** The charts that a bench's figures are shown by. */
export function chartsOf(result: Result): Chart[] {
  return makers[result.name](result.rows)
}

const makers: Record<BenchName, (rows: Row[]) => Chart[]> = {
  fanout: (rows) => [
    {
      title: 'CPU of the server per delivery, 500 subscribers of one room',
      unit: 'microseconds; shorter is better',
      groups: [1, 8].map((inFlight) => ({
        label: `${inFlight} message${inFlight > 1 ? 's' : ''} in flight`,
        bars: bars(
          rows.filter((row) => row.subscribers === 500 && row['in flight'] === inFlight),
          'server',
          'CPU µs/delivery',
        ),
      })),
    },
  ],
  send: (rows) => [
    {
      title: 'Durable, acknowledged sends into one room, over sockets',
      unit: 'per second; longer is better',
      groups: groupsBy(
        rows.filter((row) => row.over === 'socket' && row.into === 'one room'),
        { group: (row) => `${row['in flight']} in flight`, bar: 'server', value: 'acknowledged/s' },
      ),
    },
  ],
  history: (rows) => [
    {
      title: 'Reading a page of 50 messages, by the size of the room',
      unit: 'milliseconds (median); shorter is better',
      groups: groupsBy(rows, { group: (row) => String(row.page), bar: 'messages in the room', value: 'p50 ms' }),
    },
  ],
  reconnect: () => [],
  cluster: () => [],
  connect: (rows) => [
    {
      title: 'Connecting and following a room',
      unit: 'microseconds of the server’s CPU per connection; shorter is better',
      groups: [{ label: '', bars: bars(rows, 'server', 'CPU µs/connection') }],
    },
  ],
  memory: (rows) => [
    {
      title: 'Memory per idle socket that follows a room',
      unit: 'kilobytes of resident memory; shorter is better',
      groups: [{ label: '', bars: bars(rows, 'server', 'KB/socket') }],
    },
  ],
}

type Columns = { group: (row: Row) => string; bar: string; value: string }

function groupsBy(rows: Row[], { group, bar, value }: Columns): Group[] {
  const labels = [...new Set(rows.map(group))]
  return labels.map((label) => ({
    label,
    bars: bars(
      rows.filter((row) => group(row) === label),
      bar,
      value,
    ),
  }))
}

function bars(rows: Row[], label: string, value: string): Group['bars'] {
  return rows.map((row) => {
    const words = row[label] ?? ''
    const isOurs = String(words).startsWith('Parley')
    return {
      label: typeof words === 'number' ? `${words.toLocaleString('en')} messages` : words,
      value: Number(row[value]),
      isOurs,
    }
  })
}
