import { useNavigate, useSearch } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { useState } from 'react'
import { useDebounced } from '../../../lib/use-debounced.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { MoveRoomDialog } from '../nodes/MoveRoomDialog.tsx'
import { Screen } from '../Screen.tsx'
import { FilterMenu } from '../table/FilterMenu.tsx'
import { PagedTable } from '../table/PagedTable.tsx'
import { SearchField } from '../table/SearchField.tsx'
import { ArchiveDialog } from './ArchiveDialog.tsx'
import { type AdminRoom, AdminRoomsQuery } from './documents.ts'
import { roomColumns, type RoomOrder } from './room-columns.tsx'

const kinds = [
  { value: '', label: 'All kinds' },
  { value: 'PUBLIC', label: 'Public' },
  { value: 'PRIVATE', label: 'Private' },
  { value: 'DIRECT', label: 'Direct' },
] as const

const states = [
  { value: '', label: 'All rooms' },
  { value: 'open', label: 'Open' },
  { value: 'archived', label: 'Archived' },
] as const

const orders = [
  { value: 'NAME', label: 'By name' },
  { value: 'MESSAGES', label: 'Most messages' },
  { value: 'MEMBERS', label: 'Most members' },
  { value: 'LAST_MESSAGE', label: 'Latest message' },
] as const

type Narrowing = {
  q?: string | undefined
  kind?: 'PUBLIC' | 'PRIVATE' | 'DIRECT' | undefined
  state?: 'open' | 'archived' | undefined
  order?: RoomOrder | undefined
}

/** All rooms: how large, how lively, never what is said in them. */
export function RoomsScreen() {
  const { q = '', kind = '', state = '', order = 'NAME' } = useSearch({ from: '/app/admin/rooms' })
  const navigate = useNavigate({ from: '/admin/rooms' })
  const [archiving, setArchiving] = useState<AdminRoom>()
  const [moving, setMoving] = useState<AdminRoom>()
  const search = useDebounced(q.trim(), 150)
  const narrow = (to: Narrowing) => void navigate({ search: (current) => ({ ...current, ...to }), replace: true })
  const orderBy = (next: RoomOrder | '') => narrow({ order: next === 'NAME' || next === '' ? undefined : next })

  return (
    <Screen
      title="Rooms"
      intro="What is said in them is for their members only."
      filters={
        <>
          <SearchField
            label="Search rooms"
            placeholder="Name or topic"
            value={q}
            onChange={(next) => narrow({ q: next || undefined })}
          />
          <FilterMenu
            label="Kind"
            value={kind}
            options={kinds}
            onChange={(next) => narrow({ kind: next || undefined })}
          />
          <FilterMenu
            label="State"
            value={state}
            options={states}
            onChange={(next) => narrow({ state: next || undefined })}
          />
          <span className="md:hidden">
            <FilterMenu label="Order" value={order} options={orders} onChange={orderBy} isPlain />
          </span>
        </>
      }
    >
      <PagedTable
        label="Rooms"
        columns={roomColumns({ order, onOrder: orderBy, onArchive: setArchiving, onMove: setMoving })}
        query={AdminRoomsQuery}
        variables={{
          search: search || null,
          kind: kind || null,
          isArchived: state ? state === 'archived' : null,
          orderBy: order,
        }}
        select={({ administration }) => administration.rooms}
        keyOf={({ id }) => id}
        empty={
          <EmptyState icon={<SearchX />} title="No room found">
            No room fits. Take a filter away, or search for less.
          </EmptyState>
        }
      />
      {moving && <MoveRoomDialog room={moving} onClose={() => setMoving(undefined)} />}
      {archiving && <ArchiveDialog room={archiving} onClose={() => setArchiving(undefined)} />}
    </Screen>
  )
}
