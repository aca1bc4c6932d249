import { useNavigate, useSearch } from '@tanstack/react-router'
import { UserPlus, UserSearch } from 'lucide-react'
import { useState } from 'react'
import { useDebounced } from '../../../lib/use-debounced.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { useViewer } from '../../accounts/viewer.ts'
import { Screen } from '../Screen.tsx'
import { FilterMenu } from '../table/FilterMenu.tsx'
import { PagedTable } from '../table/PagedTable.tsx'
import { SearchField } from '../table/SearchField.tsx'
import { type AdminPerson, AdminPeopleQuery } from './documents.ts'
import { NewPersonDialog } from './NewPersonDialog.tsx'
import { peopleColumns } from './people-columns.tsx'
import { PersonActionDialog } from './PersonActionDialog.tsx'
import type { PersonAction } from './person-actions.ts'
import { ResetPasswordDialog } from './ResetPasswordDialog.tsx'

const roles = [
  { value: '', label: 'All roles' },
  { value: 'ADMIN', label: 'Administrators' },
  { value: 'MEMBER', label: 'Members' },
] as const

const states = [
  { value: '', label: 'All accounts' },
  { value: 'active', label: 'Active' },
  { value: 'deactivated', label: 'Deactivated' },
] as const

type Asked =
  | { kind: 'action'; action: PersonAction; person: AdminPerson }
  | { kind: 'password'; person: AdminPerson }
  | { kind: 'new' }

type Narrowing = {
  q?: string | undefined
  role?: 'ADMIN' | 'MEMBER' | undefined
  state?: 'active' | 'deactivated' | undefined
}

/** All accounts. */
export function PeopleScreen() {
  const { id: viewerId } = useViewer()
  const { q = '', role = '', state = '' } = useSearch({ from: '/app/admin/users' })
  const navigate = useNavigate({ from: '/admin/users' })
  const [asked, setAsked] = useState<Asked>()
  const search = useDebounced(q.trim(), 150)
  const narrow = (to: Narrowing) => void navigate({ search: (current) => ({ ...current, ...to }), replace: true })
  const close = () => setAsked(undefined)

  return (
    <Screen
      title="Users"
      actions={
        <Button size="s" variant="primary" icon={<UserPlus />} onClick={() => setAsked({ kind: 'new' })}>
          Create an account
        </Button>
      }
      filters={
        <>
          <SearchField
            label="Search users"
            placeholder="Name or username"
            value={q}
            onChange={(next) => narrow({ q: next || undefined })}
          />
          <FilterMenu
            label="Role"
            value={role}
            options={roles}
            onChange={(next) => narrow({ role: next || undefined })}
          />
          <FilterMenu
            label="State"
            value={state}
            options={states}
            onChange={(next) => narrow({ state: next || undefined })}
          />
        </>
      }
    >
      <PagedTable
        label="Users"
        columns={peopleColumns({
          viewerId,
          onAction: (action, person) => setAsked({ kind: 'action', action, person }),
          onResetPassword: (person) => setAsked({ kind: 'password', person }),
        })}
        query={AdminPeopleQuery}
        variables={{
          search: search || null,
          role: role || null,
          isDeactivated: state ? state === 'deactivated' : null,
        }}
        select={({ administration }) => administration.users}
        keyOf={({ id }) => id}
        empty={
          <EmptyState icon={<UserSearch />} title="Nobody found">
            No account fits. Take a filter away, or search for less.
          </EmptyState>
        }
      />
      {asked?.kind === 'action' && <PersonActionDialog action={asked.action} person={asked.person} onClose={close} />}
      {asked?.kind === 'password' && <ResetPasswordDialog person={asked.person} onClose={close} />}
      {asked?.kind === 'new' && <NewPersonDialog onClose={close} />}
    </Screen>
  )
}
