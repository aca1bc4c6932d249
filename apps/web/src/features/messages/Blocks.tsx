import type { Block, ListItem, Table } from '@parley/text'
import type { ReactNode } from 'react'
import { CodeBlock } from './CodeBlock.tsx'
import { Inlines } from './Inlines.tsx'

/** The paragraphs, lists, quotes … of a message. Keys are places: a message's tree changes only as a whole. */
export function Blocks({ blocks, suffix }: { blocks: readonly Block[]; suffix?: ReactNode }) {
  const last = blocks.at(-1)
  return (
    <>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} suffix={block === last ? suffix : undefined} />
      ))}
      {last?.type !== 'paragraph' && suffix}
    </>
  )
}

/** `suffix` goes on in the line of a paragraph. */
function BlockView({ block, suffix }: { block: Block; suffix?: ReactNode }) {
  switch (block.type) {
    case 'paragraph':
      return (
        <p className="break-words">
          <Inlines nodes={block.children} />
          {suffix}
        </p>
      )
    case 'heading':
      // A chat message has no place in the page's outline, so it is a heading by its looks only.
      return (
        <p className={block.level < 3 ? 'text-lg font-bold' : 'font-bold'}>
          <Inlines nodes={block.children} />
        </p>
      )
    case 'codeBlock':
      return <CodeBlock language={block.language} value={block.value} />
    case 'quote':
      return (
        <blockquote className="border-l-3 border-line-strong/60 pl-3 text-ink-muted">
          <Blocks blocks={block.children} />
        </blockquote>
      )
    case 'list':
      return block.start === null ? (
        <ul className="list-disc pl-6 has-[>li>input]:list-none has-[>li>input]:pl-1">
          <Items items={block.children} />
        </ul>
      ) : (
        <ol start={block.start} className="list-decimal pl-7">
          <Items items={block.children} />
        </ol>
      )
    case 'table':
      return <TableView table={block} />
    case 'divider':
      return <hr className="my-2 border-line" />
  }
}

function Items({ items }: { items: readonly ListItem[] }) {
  return items.map((item, index) => (
    <li key={index} className={item.checked === null ? undefined : 'flex items-baseline gap-2'}>
      {item.checked !== null && (
        <input
          type="checkbox"
          checked={item.checked}
          readOnly
          disabled
          aria-label={item.checked ? 'Done' : 'Not done'}
          className="translate-y-px accent-accent"
        />
      )}
      <div className="min-w-0">
        <Blocks blocks={item.children} />
      </div>
    </li>
  ))
}

function TableView({ table }: { table: Table }) {
  const [head, ...rows] = table.children
  const alignOf = (column: number) => ({ textAlign: table.align[column] ?? undefined })
  return (
    <div className="my-1 w-fit max-w-full overflow-x-auto rounded-m border border-line">
      <table className="text-sm">
        <thead className="bg-sunken">
          <tr>
            {head?.children.map((cell, column) => (
              <th key={column} style={alignOf(column)} className="px-3 py-1.5 text-left font-semibold">
                <Inlines nodes={cell.children} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} className="border-t border-line">
              {row.children.map((cell, column) => (
                <td key={column} style={alignOf(column)} className="px-3 py-1.5">
                  <Inlines nodes={cell.children} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
