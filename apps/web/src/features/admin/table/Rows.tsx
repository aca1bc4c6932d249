import { cx } from '../../../lib/cx.ts'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import type { Column } from './columns.ts'

const cards: Record<NonNullable<Column<never>['onPhone']>, string> = {
  heading: 'phone:col-span-full phone:pr-10',
  fact: 'phone:min-w-0',
  wide: 'phone:col-span-full',
  corner: 'phone:absolute phone:top-2 phone:right-2 phone:w-auto',
  hidden: 'phone:hidden',
}

type RowsProps<Row> = {
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** Another list is on its way. */
  isFaded: boolean
}

export function Rows<Row>({ columns, rows, keyOf, isFaded }: RowsProps<Row>) {
  return rows.map((row) => (
    <tr
      key={keyOf(row)}
      className={cx(
        'border-line transition-[background-color,opacity] duration-200 hover:bg-hover phone:relative phone:grid phone:grid-cols-3 phone:gap-x-3 phone:gap-y-2.5 phone:rounded-l phone:border phone:p-3.5 md:border-b',
        isFaded && 'opacity-60',
      )}
    >
      {columns.map((column) => {
        const place = column.onPhone ?? 'fact'
        const isHeading = place === 'heading'
        const Cell = isHeading ? 'th' : 'td'
        return (
          <Cell
            key={column.id}
            {...(isHeading && { scope: 'row' })}
            className={cx('text-left font-normal md:px-2.5 md:py-2.5 md:first:pl-4', cards[place], column.className)}
          >
            {(place === 'fact' || place === 'wide') && (
              <span aria-hidden="true" className="mb-0.5 block text-xs text-ink-faint md:hidden">
                {column.title}
              </span>
            )}
            {column.cell(row)}
          </Cell>
        )
      })}
    </tr>
  ))
}

/** Where rows will be. */
export function SkeletonRows({ columns, count }: { columns: readonly Column<never>[]; count: number }) {
  return Array.from({ length: count }, (_, row) => (
    <tr
      key={row}
      className="border-line phone:grid phone:grid-cols-3 phone:gap-3 phone:rounded-l phone:border phone:p-3.5 md:border-b"
    >
      {columns.map((column, index) => (
        <td
          key={column.id}
          className={cx('h-13 phone:h-auto md:px-2.5 md:first:pl-4', cards[column.onPhone ?? 'fact'])}
        >
          <Skeleton className={cx('h-3', index === 0 ? 'w-36' : 'w-14')} />
        </td>
      ))}
    </tr>
  ))
}
