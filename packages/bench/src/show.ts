import type { Findings, Row } from './benches/bench.ts'

/** Progress: on a terminal one line that changes, otherwise a line each. */
export function say(progress: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\u001B[K${progress}` : `${progress}\n`)
}

/** What a bench found out, as a table. */
export function show(title: string, { rows, ratios, warnings, notes }: Findings): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K')
  console.log(`\n${title}\n\n${tableOf(rows)}\n`)
  console.log(`ratios ${JSON.stringify(ratios)}`)
  for (const note of notes) console.log(note)
  for (const warning of warnings) console.log(`WARNING ${warning}`)
}

/** Columns as wide as they have to be; numbers to the right. */
function tableOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => cell(row[column]).length)))
  const line = (cells: string[], isNumber: (index: number) => boolean) =>
    cells.map((text, i) => (isNumber(i) ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0))).join('  ')
  const isNumeric = columns.map((column) => rows.every((row) => typeof row[column] !== 'string'))
  const isNumber = (index: number) => isNumeric[index] ?? false
  return [
    line(columns, isNumber),
    line(
      widths.map((width) => '─'.repeat(width)),
      () => false,
    ),
    ...rows.map((row) =>
      line(
        columns.map((column) => cell(row[column])),
        isNumber,
      ),
    ),
  ].join('\n')
}

export function cell(value: string | number | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'number' ? value.toLocaleString('en', { maximumFractionDigits: 3 }) : value
}
