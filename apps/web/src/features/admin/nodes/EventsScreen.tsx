import { History } from 'lucide-react'
import { formatFull } from '../../../lib/clock.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Ago } from '../Ago.tsx'
import { Screen } from '../Screen.tsx'
import type { Column } from '../table/columns.ts'
import { PagedTable } from '../table/PagedTable.tsx'
import { type ClusterEvent, ClusterEventsQuery } from './documents.ts'
import { EventIcon } from './EventIcon.tsx'
import { Link } from '@tanstack/react-router'

const columns: Column<ClusterEvent>[] = [
  {
    id: 'event',
    title: 'Event',
    onPhone: 'heading',
    cell: ({ type, summary }) => (
      <span className="flex items-center gap-2.5">
        <EventIcon type={type} />
        <span className="min-w-0">{summary}</span>
      </span>
    ),
  },
  {
    id: 'node',
    title: 'Node',
    className: 'whitespace-nowrap',
    cell: ({ node, nodeName }) =>
      node ? (
        <Link
          to="/admin/nodes/$nodeId"
          params={{ nodeId: node.id }}
          className="rounded-s font-medium underline-offset-2 hover:underline"
        >
          {nodeName}
        </Link>
      ) : (
        nodeName
      ),
  },
  {
    id: 'actor',
    title: 'By',
    className: 'whitespace-nowrap text-ink-muted',
    cell: ({ actor }) => actor?.name ?? 'the cluster',
  },
  {
    id: 'at',
    title: 'When',
    className: 'whitespace-nowrap md:w-72 md:pr-4 md:text-right',
    cell: ({ at }) => (
      <>
        <Ago at={at} />
        <span className="text-xs text-ink-faint max-xl:hidden"> · {formatFull(at).replace(/^\w+, /u, '')}</span>
      </>
    ),
  },
]

/** What the cluster did, newest first; new events come in on top. */
export function EventsScreen() {
  return (
    <Screen title="Cluster events" intro="What nodes did and what happened to them. New events appear by themselves.">
      <PagedTable
        label="Cluster events"
        columns={columns}
        query={ClusterEventsQuery}
        variables={{}}
        select={({ cluster }) => cluster.events}
        keyOf={({ id }) => id}
        empty={
          <EmptyState icon={<History />} title="Nothing has happened yet">
            Nodes that come and go, and rooms that move, are told here.
          </EmptyState>
        }
      />
    </Screen>
  )
}
