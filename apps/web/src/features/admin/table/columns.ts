import type { ReactNode } from 'react'

export type Column<Row> = {
  id: string
  title: string
  cell: (row: Row) => ReactNode
  /** For the header and the cells on wide screens: width, alignment. */
  className?: string
  /**
   * What it is on a phone, where a row is a card: its heading, a fact with its title above, the row of buttons in the corner, or
   * nothing. Facts when left out.
   */
  onPhone?: 'heading' | 'fact' | 'wide' | 'corner' | 'hidden'
  /** Makes the header a button that orders the table. */
  sort?: { isActive: boolean; direction: 'ascending' | 'descending'; onSelect: () => void }
}

export type Connection<Row> = {
  edges: readonly { node: Row }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}
