import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bench } from '../benches/bench.ts'
import { readResult } from '../results.ts'
import { barChart } from './chart.ts'
import { chartsOf } from './charts.ts'
import { pageOf, type Section } from './page.ts'
import { outcomesOf } from './promises.ts'

const docs = join(import.meta.dirname, '../../../../docs')

/** Writes docs/PERFORMANCE.md and its charts from the last full result of each bench. Returns the names of those that there are. */
export async function writeReport(benches: readonly Bench[]): Promise<string[]> {
  await mkdir(join(docs, 'performance'), { recursive: true })
  const sections: Section[] = []
  for (const { name, title } of benches) {
    const result = await readResult(name)
    if (!result) continue
    const charts: Section['charts'] = []
    for (const [index, chart] of chartsOf(result).entries()) {
      const file = `performance/${name}${index > 0 ? `-${index + 1}` : ''}.svg`
      await writeFile(join(docs, file), barChart(chart))
      charts.push({ title: chart.title, file })
    }
    sections.push({ title, result, charts })
  }
  if (sections.length > 0) {
    const results = sections.map(({ result }) => result)
    await writeFile(join(docs, 'PERFORMANCE.md'), pageOf(sections, outcomesOf(results)))
  }
  return sections.map(({ result }) => result.name)
}
