import { type ReactNode, useState } from 'react'
import { type TypedDocumentNode, useQuery } from 'urql'
import { LoadMore } from '../../../ui/LoadMore.tsx'
import { useReread } from '../reread.ts'
import type { Column, Connection } from './columns.ts'
import { LoadFailure } from './LoadFailure.tsx'
import { Rows, SkeletonRows } from './Rows.tsx'
import { TableFrame } from './TableFrame.tsx'

type Paging = { first: number; after?: string | null }

type PagedTableProps<Data, Variables extends Paging, Row> = {
  label: string
  columns: readonly Column<Row>[]
  query: TypedDocumentNode<Data, Variables>
  variables: Omit<Variables, keyof Paging>
  select: (data: Data) => Connection<Row> | null | undefined
  keyOf: (row: Row) => string
  /** What stands there when nothing is in the list. */
  empty: ReactNode
  /** Changes a page's rows before they are shown: leaves some out, orders them. */
  arrange?: (rows: readonly Row[]) => readonly Row[]
  pageSize?: number
}

/** A table of a connection, one page below the other; the next is loaded when it comes near. With other variables it begins anew. */
export function PagedTable<Data, Variables extends Paging, Row>(props: PagedTableProps<Data, Variables, Row>) {
  const scope = JSON.stringify(props.variables)
  const [loaded, setLoaded] = useState({ scope, cursors: firstPage })
  const cursors = loaded.scope === scope ? loaded.cursors : firstPage
  return (
    <TableFrame label={props.label} columns={props.columns}>
      {cursors.map((after, index) => (
        <Page
          key={after}
          {...props}
          after={after}
          onMore={
            index === cursors.length - 1 ? (next) => setLoaded({ scope, cursors: [...cursors, next] }) : undefined
          }
        />
      ))}
    </TableFrame>
  )
}

const firstPage: readonly (string | null)[] = [null]

type PageProps<Data, Variables extends Paging, Row> = PagedTableProps<Data, Variables, Row> & {
  after: string | null
  onMore: ((after: string) => void) | undefined
}

function Page<Data, Variables extends Paging, Row>(props: PageProps<Data, Variables, Row>) {
  const { columns, query, select, keyOf, empty, arrange, after, onMore, pageSize = 50 } = props
  const variables = { ...props.variables, first: pageSize, after } as unknown as Variables
  const [{ data, error, fetching, operation }, read] = useQuery<Data, Variables>({
    query,
    variables,
    requestPolicy: 'cache-and-network',
  })
  useReread(() => read({ requestPolicy: 'network-only' }))
  const connection = data && select(data)
  const isEmpty = connection?.edges.length === 0 && after === null
  if (!connection && (fetching || !error)) return <SkeletonRows columns={columns} count={6} />
  if (!connection || isEmpty) {
    return (
      <WideRow span={columns.length}>
        {connection ? empty : <LoadFailure error={error} onRetry={() => read({ requestPolicy: 'network-only' })} />}
      </WideRow>
    )
  }
  const rows = connection.edges.map(({ node }) => node)
  // What is shown while another list is on its way; to be read again is no reason to fade.
  const isOutdated = fetching && JSON.stringify(operation?.variables) !== JSON.stringify(variables)
  const next = connection.pageInfo.hasNextPage ? connection.pageInfo.endCursor : null
  return (
    <>
      <Rows columns={columns} rows={arrange ? arrange(rows) : rows} keyOf={keyOf} isFaded={isOutdated} />
      {next && onMore && (
        <WideRow span={columns.length}>
          <LoadMore isLoading={fetching} onLoad={() => onMore(next)} />
        </WideRow>
      )}
    </>
  )
}

function WideRow({ span, children }: { span: number; children: ReactNode }) {
  return (
    <tr className="phone:block">
      <td colSpan={span} className="phone:block">
        {children}
      </td>
    </tr>
  )
}
