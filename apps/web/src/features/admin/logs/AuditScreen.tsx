import { useNavigate, useSearch } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { useQuery } from 'urql'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Screen } from '../Screen.tsx'
import { FilterMenu } from '../table/FilterMenu.tsx'
import { PagedTable } from '../table/PagedTable.tsx'
import { auditColumns } from './audit-columns.tsx'
import { actionLabels } from './audit-text.ts'
import { ActorQuery, ActorsQuery, AuditLogQuery } from './documents.ts'

/** What administrators did, newest first. */
export function AuditScreen() {
  const { action = '', actor = '' } = useSearch({ from: '/app/admin/audit' })
  const navigate = useNavigate({ from: '/admin/audit' })
  const actors = useActors(actor)
  const narrow = (to: { action?: string | undefined; actor?: string | undefined }) =>
    void navigate({ search: (current) => ({ ...current, ...to }), replace: true })

  return (
    <Screen
      title="Audit log"
      intro="What administrators did here and on the server’s command line. Nothing in it is ever changed or deleted."
      filters={
        <>
          <FilterMenu
            label="Action"
            value={action}
            options={[{ value: '', label: 'All actions' }, ...actionLabels]}
            onChange={(next) => narrow({ action: next || undefined })}
          />
          <FilterMenu
            label="By"
            value={actor}
            options={[{ value: '', label: 'Everybody' }, ...actors]}
            onChange={(next) => narrow({ actor: next || undefined })}
          />
        </>
      }
    >
      <PagedTable
        label="Audit log"
        columns={auditColumns}
        query={AuditLogQuery}
        variables={{ action: action || null, actorId: actor || null }}
        select={({ administration }) => administration.auditLog}
        keyOf={({ id }) => id}
        empty={
          <EmptyState icon={<ScrollText />} title="Nothing here">
            {action || actor ? 'No entry fits. Take a filter away.' : 'What an administrator does shows here.'}
          </EmptyState>
        }
      />
    </Screen>
  )
}

function useActors(chosenId: string): { value: string; label: string }[] {
  const [{ data }] = useQuery({ query: ActorsQuery, requestPolicy: 'cache-and-network' })
  const [chosen] = useQuery({ query: ActorQuery, variables: { id: chosenId }, pause: chosenId === '' })
  const people = data?.administration.users.edges.map(({ node }) => node.user) ?? []
  const other = chosenId ? chosen.data?.user : undefined
  const all = other && !people.some(({ id }) => id === other.id) ? [...people, other] : people
  return all.map(({ id, name }) => ({ value: id, label: name }))
}
