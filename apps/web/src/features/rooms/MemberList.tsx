import { Search } from 'lucide-react'
import { useState } from 'react'
import { useQuery } from 'urql'
import { describeError } from '../../lib/errors.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { FormError } from '../../ui/FormError.tsx'
import { LoadMore } from '../../ui/LoadMore.tsx'
import { SkeletonList } from '../../ui/Skeleton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { MembersQuery, type RoomHeaderRoom } from './documents.ts'
import { MemberRow } from './MemberRow.tsx'

const pageSize = 30

export function MemberList({ room }: { room: RoomHeaderRoom }) {
  const [search, setSearch] = useState('')
  const settled = useDebounced(search.trim(), 150)
  return (
    <section aria-label="Members" className="py-3">
      <h3 className="px-4 text-sm font-bold">
        Members <span className="font-medium text-ink-muted tabular-nums">{room.memberCount}</span>
      </h3>
      {room.memberCount > 8 && (
        <TextField
          label="Find a member"
          isLabelHidden
          type="search"
          start={<Search aria-hidden="true" />}
          placeholder="Find a member"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="mx-4 mt-2"
        />
      )}
      <MemberPages key={settled} room={room} search={settled} />
    </section>
  )
}

type MemberPagesProps = { room: RoomHeaderRoom; search: string }

function MemberPages({ room, search }: MemberPagesProps) {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null])
  return (
    <ul className="mt-2 px-2">
      {cursors.map((after, index) => (
        <MemberPage
          key={after}
          room={room}
          search={search}
          after={after}
          onMore={index === cursors.length - 1 ? (next) => setCursors([...cursors, next]) : undefined}
        />
      ))}
    </ul>
  )
}

type MemberPageProps = MemberPagesProps & { after: string | null; onMore: ((after: string) => void) | undefined }

function MemberPage({ room, search, after, onMore }: MemberPageProps) {
  const [{ data, error, fetching }] = useQuery({
    query: MembersQuery,
    variables: { id: room.id, search: search || null, first: pageSize, after },
    requestPolicy: 'cache-and-network',
  })
  const members = data?.room?.members
  if (!members) {
    return (
      <li className="p-2">
        {fetching || !error ? <SkeletonList rows={4} /> : <FormError>{describeError(error)}</FormError>}
      </li>
    )
  }
  if (members.edges.length === 0 && search) {
    return <li className="px-2 py-4 text-center text-sm text-ink-muted">No member is called “{search}”.</li>
  }
  const next = members.pageInfo.hasNextPage ? members.pageInfo.endCursor : null
  return (
    <>
      {members.edges.map(({ node }) => (
        <MemberRow key={node.id} member={node} room={room} />
      ))}
      {next && onMore && (
        <li>
          <LoadMore isLoading={fetching} onLoad={() => onMore(next)} />
        </li>
      )}
    </>
  )
}
