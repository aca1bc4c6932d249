import { Compass, Plus, Search } from 'lucide-react'
import { useState } from 'react'
import { useQuery } from 'urql'
import { describeError } from '../../lib/errors.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { LoadMore } from '../../ui/LoadMore.tsx'
import { SkeletonList } from '../../ui/Skeleton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { BrowseRow } from './BrowseRow.tsx'
import { PublicRoomsQuery } from './documents.ts'

const pageSize = 30

/** All public rooms, by name, to look into and to join. */
export function BrowseRooms() {
  const [search, setSearch] = useState('')
  const settled = useDebounced(search.trim(), 150)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-3xl px-4 py-5 md:px-8">
        <TextField
          label="Search rooms"
          isLabelHidden
          type="search"
          start={<Search aria-hidden="true" />}
          placeholder="Search by name or topic"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <RoomPages key={settled} search={settled} />
      </div>
    </div>
  )
}

function RoomPages({ search }: { search: string }) {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null])
  return (
    <ul className="mt-4 divide-y divide-line">
      {cursors.map((after, index) => (
        <RoomPage
          key={after}
          search={search}
          after={after}
          onMore={index === cursors.length - 1 ? (next) => setCursors([...cursors, next]) : undefined}
        />
      ))}
    </ul>
  )
}

type RoomPageProps = { search: string; after: string | null; onMore: ((after: string) => void) | undefined }

function RoomPage({ search, after, onMore }: RoomPageProps) {
  const [{ data, error, fetching }] = useQuery({
    query: PublicRoomsQuery,
    variables: { search: search || null, first: pageSize, after },
    requestPolicy: 'cache-and-network',
  })
  const rooms = data?.publicRooms
  if (!rooms)
    return <li className="py-3">{error ? <FormError>{describeError(error)}</FormError> : <SkeletonList />}</li>
  if (rooms.edges.length === 0) {
    return (
      <li>
        {search ? (
          <EmptyState icon={<Compass />} title="No room found">
            No public room has “{search}” in its name or topic.
          </EmptyState>
        ) : (
          <EmptyState icon={<Plus />} title="No public rooms yet">
            Create the first one with + in the sidebar.
          </EmptyState>
        )}
      </li>
    )
  }
  const next = rooms.pageInfo.hasNextPage ? rooms.pageInfo.endCursor : null
  return (
    <>
      {rooms.edges.map(({ node }) => (
        <BrowseRow key={node.id} room={node} />
      ))}
      {next && onMore && (
        <li>
          <LoadMore isLoading={fetching} onLoad={() => onMore(next)} />
        </li>
      )}
    </>
  )
}
