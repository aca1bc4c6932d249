import { styleText } from 'node:util'

const COLOURS = ['cyan', 'yellow', 'green', 'magenta', 'blue', 'red'] as const

/** Writes lines with the name of who says them in front, each in a colour of its own where the terminal has any. */
export function createPrinter(out: NodeJS.WriteStream = process.stdout) {
  const seen: string[] = []
  return (source: string, line: string): void => {
    if (line.trim() === '') return
    if (!seen.includes(source)) seen.push(source)
    const colour = COLOURS[seen.indexOf(source) % COLOURS.length] ?? 'white'
    out.write(`${styleText(colour, `${source.padEnd(8)}│`, { stream: out })} ${line}\n`)
  }
}

/** Rows as a table with aligned columns; the first row is the head. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
