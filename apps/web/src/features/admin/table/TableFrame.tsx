import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from '../../../lib/cx.ts'
import type { Column } from './columns.ts'

type TableFrameProps<Row> = {
  label: string
  columns: readonly Column<Row>[]
  children: ReactNode
}

/** The table around the rows: its name, its head. On phones there is no head, since each fact says its own. */
export function TableFrame<Row>({ label, columns, children }: TableFrameProps<Row>) {
  return (
    <table aria-label={label} className="w-full border-collapse text-sm phone:block">
      <thead className="phone:hidden">
        <tr>
          {columns.map(({ id, title, className, sort }) => (
            <th
              key={id}
              scope="col"
              {...(sort?.isActive && { 'aria-sort': sort.direction })}
              className={cx(
                'sticky top-0 z-10 h-9 border-b border-line bg-surface px-2.5 text-left text-xs font-medium whitespace-nowrap text-ink-muted first:pl-4',
                className,
              )}
            >
              {sort ? (
                <button
                  type="button"
                  onClick={sort.onSelect}
                  className={cx(
                    '-mx-1.5 inline-flex h-6 items-center gap-1 rounded-s px-1.5 hover:bg-hover hover:text-ink',
                    sort.isActive && 'text-ink',
                  )}
                >
                  {title}
                  {sort.isActive &&
                    (sort.direction === 'ascending' ? <ArrowUp {...arrow} /> : <ArrowDown {...arrow} />)}
                </button>
              ) : id === 'actions' ? (
                <span className="sr-only">{title}</span>
              ) : (
                title
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="phone:grid phone:gap-2.5">{children}</tbody>
    </table>
  )
}

const arrow = { 'aria-hidden': true, className: 'size-3' } as const
