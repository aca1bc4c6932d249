import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMysqlDatabase } from '@parley/dev/testing'
import { expect, test } from 'vitest'
import { fanout } from '../src/benches/fanout.ts'
import { openLab } from '../src/lab/lab.ts'
import { describeMachine } from '../src/lab/machine.ts'
import { writeResult } from '../src/results.ts'

test('the fan-out bench measures all servers and writes how they compare', { timeout: 120_000 }, async () => {
  await using database = await createMysqlDatabase()
  await using lab = await openLab({ mysqlUrl: database.url, isPinned: false })
  const findings = await fanout.run(lab, { isQuick: true, say: () => undefined })

  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  const at = new Date().toISOString()
  await writeResult({ name: 'fanout', isQuick: true, at, machine: describeMachine(lab), ...findings }, folder)
  const text = await readFile(join(folder, 'fanout.json'), 'utf8')
  await rm(folder, { recursive: true })

  const result = JSON.parse(text) as typeof findings
  expect(Object.keys(result)[0]).toBe('ratios')
  const each = { 1: expect.any(Number), 8: expect.any(Number) }
  expect(result.ratios).toMatchObject({
    cpuPerDeliveryVsRaw: each,
    cpuPerDeliveryVsRawAtPace: each,
    stockVsParley: each,
  })
  expect(new Set(result.rows.map((row) => row.server))).toEqual(
    new Set([
      'raw ws',
      'raw ws, at Parley’s pace',
      'ws, send() to each',
      'Socket.IO + Redis',
      'Parley',
      'Parley, the SPA’s document',
      'stock',
    ]),
  )
  for (const row of result.rows) expect(row['CPU µs/delivery'], String(row.server)).toBeGreaterThan(0)
})
