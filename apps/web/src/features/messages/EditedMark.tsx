import { useState } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/graphql.ts'
import { formatFull } from '../../lib/clock.ts'
import { Popover } from '../../ui/Popover.tsx'
import { SkeletonList } from '../../ui/Skeleton.tsx'
import { MessageText } from './MessageText.tsx'

const RevisionsQuery = graphql(`
  query Revisions($id: ID!) {
    message(id: $id) {
      id
      revisions(first: 20) { edges { cursor node { id text writtenAt } } }
    }
  }
`)

/** "(edited)", and behind it what the message said before. */
export function EditedMark({ messageId, editedAt }: { messageId: string; editedAt: string }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover
      label="Earlier versions"
      align="start"
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      className="max-h-80 w-80 max-w-[calc(100vw-1rem)] overflow-y-auto p-3"
      trigger={
        <button
          type="button"
          tabIndex={-1}
          title={formatFull(editedAt)}
          className="ml-1 rounded-s text-xs text-ink-faint hover:underline"
        >
          (edited)
        </button>
      }
    >
      <Revisions messageId={messageId} />
    </Popover>
  )
}

function Revisions({ messageId }: { messageId: string }) {
  const [{ data, fetching }] = useQuery({ query: RevisionsQuery, variables: { id: messageId } })
  const revisions = data?.message?.revisions.edges ?? []
  if (fetching && revisions.length === 0) return <SkeletonList rows={2} />
  return (
    <>
      <h3 className="text-sm font-bold">Earlier versions</h3>
      <ol className="mt-2 flex flex-col gap-3">
        {revisions.map(({ node }) => (
          <li key={node.id}>
            <p className="text-xs text-ink-faint">{formatFull(node.writtenAt)}</p>
            <MessageText text={node.text} className="text-sm" />
          </li>
        ))}
      </ol>
    </>
  )
}
