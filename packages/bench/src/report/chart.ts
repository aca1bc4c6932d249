/** A group of bars that are compared with each other, under one heading. */
export type Group = { label: string; bars: { label: string; value: number; isOurs?: boolean }[] }

export type Chart = { title: string; unit: string; groups: Group[] }

const width = 760
const labelWidth = 210
const valueWidth = 90
const [barHeight, gap, groupGap, top] = [20, 6, 18, 54]

// Reads in light and dark, and needs nothing from outside.
const style = `
  text { font: 13px system-ui, sans-serif; fill: #334155 }
  .title { font-size: 15px; font-weight: 600; fill: #0f172a }
  .unit, .value { fill: #64748b }
  .group { font-weight: 600 }
  .bar { fill: #94a3b8 } .ours { fill: #4f46e5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #cbd5e1 } .title { fill: #f8fafc } .unit, .value { fill: #94a3b8 }
    .bar { fill: #64748b } .ours { fill: #818cf8 }
  }
`

/** Horizontal bars from zero on, on one scale, as an SVG that stands by itself. */
export function barChart({ title, unit, groups }: Chart): string {
  const largest = Math.max(...groups.flatMap(({ bars }) => bars.map(({ value }) => value)))
  const room = width - labelWidth - valueWidth
  const parts: string[] = []
  let y = top
  for (const { label, bars } of groups) {
    parts.push(text(label, { x: 0, y: y + 13, className: 'group' }))
    y += 24
    for (const bar of bars) {
      const length = Math.max(1, Math.round((bar.value / largest) * room))
      const middle = y + barHeight / 2 + 4
      parts.push(text(bar.label, { x: labelWidth - 10, y: middle, anchor: 'end' }))
      parts.push(
        `<rect class="bar${bar.isOurs ? ' ours' : ''}" x="${labelWidth}" y="${y}" width="${length}" height="${barHeight}" rx="3"/>`,
      )
      parts.push(text(figure(bar.value), { x: labelWidth + length + 8, y: middle, className: 'value' }))
      y += barHeight + gap
    }
    y += groupGap
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img" aria-label="${escape(title)}">`,
    `<style>${style}</style>`,
    text(title, { x: 0, y: 18, className: 'title' }),
    text(unit, { x: 0, y: 38, className: 'unit' }),
    ...parts,
    '</svg>\n',
  ].join('\n')
}

type Place = { x: number; y: number; className?: string; anchor?: 'end' }

function text(words: string, { x, y, className, anchor }: Place): string {
  const attributes = [
    `x="${x}" y="${y}"`,
    ...(className ? [`class="${className}"`] : []),
    ...(anchor ? [`text-anchor="${anchor}"`] : []),
  ]
  return `<text ${attributes.join(' ')}>${escape(words)}</text>`
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 })
}

function escape(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
