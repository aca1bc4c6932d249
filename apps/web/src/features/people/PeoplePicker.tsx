import { Command } from 'cmdk'
import { Check, X } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { useQuery } from 'urql'
import { fuzzyFilter } from '../../lib/fuzzy.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { SkeletonList } from '../../ui/Skeleton.tsx'
import { PeopleQuery } from './documents.ts'

export type PickedPerson = { id: string; name: string; username: string }

type PeoplePickerProps = {
  label: string
  value: readonly PickedPerson[]
  onChange: (people: readonly PickedPerson[]) => void
  /** Not offered: the viewer, or who is in already. */
  exclude?: readonly string[]
  max?: number
  hasAutoFocus?: boolean
  /** Offers people only once something was typed; for a form where this is one field among others. */
  isCompact?: boolean
}

/** A combobox for several people: chosen ones are chips before the text, Backspace takes the last one out. */
export function PeoplePicker(props: PeoplePickerProps) {
  const { label, value, onChange, exclude = [], max = 50, hasAutoFocus = false, isCompact = false } = props
  const id = useId()
  const [search, setSearch] = useState('')
  const settled = useDebounced(search.trim(), 120)
  const isListShown = !isCompact || search !== ''
  const [{ data, fetching }] = useQuery({
    query: PeopleQuery,
    variables: { search: settled || null, first: 20 },
    pause: !isListShown,
  })
  const offered = (data?.users.edges ?? [])
    .map((edge) => edge.node)
    .filter((person) => !person.isDeactivated && !exclude.includes(person.id))
  // The answer may be of what was typed before: Enter must not choose somebody who doesn't match.
  const people = fuzzyFilter(search, offered, (person) => `${person.name} ${person.username}`)
  const isFull = value.length >= max

  function toggle(person: PickedPerson) {
    const isChosen = value.some((each) => each.id === person.id)
    if (!isChosen && isFull) return
    onChange(isChosen ? value.filter((each) => each.id !== person.id) : [...value, person])
    setSearch('')
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Backspace' && search === '') onChange(value.slice(0, -1))
    if (event.key === 'Enter' && !isListShown) event.preventDefault()
  }

  return (
    <Command shouldFilter={false} label={label} loop className="flex min-h-0 flex-col gap-2 outline-none">
      <span aria-hidden="true" className="text-sm font-semibold">
        {label}
      </span>
      <div className="field flex max-h-32 shrink-0 flex-wrap items-center gap-1.5 overflow-y-auto p-1.5">
        {value.map((person) => (
          <Chip key={person.id} person={person} onRemove={() => toggle(person)} />
        ))}
        <Command.Input
          ref={hasAutoFocus ? focusOnce : null}
          aria-describedby={isFull ? `${id}-full` : undefined}
          placeholder={value.length === 0 ? 'Search by name or username' : ''}
          value={search}
          onValueChange={setSearch}
          onKeyDown={onKeyDown}
          className="h-7 min-w-24 flex-1 bg-transparent px-1.5 text-base outline-none focus-visible:outline-none pointer-coarse:text-[1rem]"
        />
      </div>
      {isFull && (
        <p id={`${id}-full`} className="text-xs text-ink-muted">
          That’s everybody who fits: {max}.
        </p>
      )}
      <Command.List
        aria-label="People"
        hidden={!isListShown || people.length === 0}
        className="h-64 min-h-24 overflow-y-auto [[hidden]]:hidden"
      >
        {people.map((person) => (
          <Command.Item
            key={person.id}
            value={person.id}
            onSelect={() => toggle(person)}
            className="flex cursor-pointer items-center gap-2.5 rounded-m px-2 py-1.5 [--avatar-ring:var(--raised)] data-[selected=true]:bg-hover"
          >
            <Avatar user={person} presence={person.presence} />
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm leading-tight font-semibold">{person.name}</span>
              <span className="block truncate text-xs text-ink-muted">
                @{person.username}
                {person.title && ` · ${person.title}`}
              </span>
            </span>
            {value.some((each) => each.id === person.id) && (
              <>
                <span className="sr-only">chosen</span>
                <Check aria-hidden="true" className="size-4 text-accent-ink" />
              </>
            )}
          </Command.Item>
        ))}
      </Command.List>
      {isListShown && people.length === 0 && (
        <div className="h-64 min-h-24">
          {fetching ? (
            <SkeletonList rows={4} />
          ) : (
            <p className="py-8 text-center text-sm text-ink-muted">
              {settled ? `Nobody here is called “${settled}”.` : 'There is nobody else here yet.'}
            </p>
          )}
        </div>
      )}
    </Command>
  )
}

function Chip({ person, onRemove }: { person: PickedPerson; onRemove: () => void }) {
  return (
    <span className="flex h-7 items-center gap-1.5 rounded-s bg-accent-soft pl-1 text-sm font-medium text-accent-ink">
      <Avatar user={person} size="xs" />
      {person.name}
      <button
        type="button"
        aria-label={`Remove ${person.name}`}
        onClick={onRemove}
        className="grid size-6 place-items-center rounded-s hover:bg-hover"
      >
        <X className="size-3.5" />
      </button>
    </span>
  )
}

function focusOnce(input: HTMLInputElement | null) {
  input?.focus()
}
