import { Check, X } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { useQuery } from 'urql'
import { cx } from '../../lib/cx.ts'
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
}

/** A combobox for several people: chosen ones are chips before the text, Backspace takes the last one out. */
export function PeoplePicker({
  label,
  value,
  onChange,
  exclude = [],
  max = 50,
  hasAutoFocus = false,
}: PeoplePickerProps) {
  const id = useId()
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const settled = useDebounced(search.trim(), 120)
  const [{ data, fetching }] = useQuery({ query: PeopleQuery, variables: { search: settled || null, first: 20 } })
  const people = (data?.users.edges ?? [])
    .map((edge) => edge.node)
    .filter((person) => !person.isDeactivated && !exclude.includes(person.id))
  const current = people[Math.min(active, people.length - 1)]
  const isFull = value.length >= max

  function toggle(person: PickedPerson) {
    const isChosen = value.some((each) => each.id === person.id)
    if (!isChosen && isFull) return
    onChange(isChosen ? value.filter((each) => each.id !== person.id) : [...value, person])
    setSearch('')
    setActive(0)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Backspace' && search === '') onChange(value.slice(0, -1))
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, people.length - 1))
    if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0))
    if (event.key === 'Enter' && current && (search || value.length === 0)) toggle(current)
    else if (!['ArrowDown', 'ArrowUp'].includes(event.key)) return
    event.preventDefault()
  }

  return (
    <div className="flex min-h-0 flex-col gap-2">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <div className="field flex max-h-32 shrink-0 flex-wrap items-center gap-1.5 overflow-y-auto p-1.5">
        {value.map((person) => (
          <span
            key={person.id}
            className="flex h-7 items-center gap-1.5 rounded-s bg-accent-soft pl-1 text-sm font-medium text-accent-ink"
          >
            <Avatar user={person} size="xs" />
            {person.name}
            <button
              type="button"
              aria-label={`Remove ${person.name}`}
              onClick={() => toggle(person)}
              className="grid size-6 place-items-center rounded-s hover:bg-hover"
            >
              <X className="size-3.5" />
            </button>
          </span>
        ))}
        <input
          id={id}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={current ? `${id}-${current.id}` : undefined}
          autoComplete="off"
          spellCheck={false}
          ref={hasAutoFocus ? focusOnce : undefined}
          placeholder={value.length === 0 ? 'Search by name or username' : ''}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
          className="h-7 min-w-24 flex-1 bg-transparent px-1.5 outline-none pointer-coarse:text-[1rem]"
        />
      </div>
      {isFull && <p className="text-xs text-ink-muted">That’s everybody who fits: {max}.</p>}
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="People"
        aria-multiselectable="true"
        className="h-64 min-h-24 overflow-y-auto"
      >
        {people.map((person) => {
          const isChosen = value.some((each) => each.id === person.id)
          return (
            <div
              key={person.id}
              id={`${id}-${person.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={isChosen}
              onPointerMove={() => setActive(people.indexOf(person))}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => toggle(person)}
              onKeyDown={(event) => event.key === 'Enter' && toggle(person)}
              className={cx(
                'flex cursor-pointer items-center gap-2.5 rounded-m px-2 py-1.5 [--avatar-ring:var(--raised)]',
                person === current && 'bg-hover',
              )}
            >
              <Avatar user={person} presence={person.presence} />
              <span className="min-w-0 flex-1">
                <span className="block truncate text-sm leading-tight font-semibold">{person.name}</span>
                <span className="block truncate text-xs text-ink-muted">
                  @{person.username}
                  {person.title && ` · ${person.title}`}
                </span>
              </span>
              {isChosen && <Check aria-hidden="true" className="size-4 text-accent-ink" />}
            </div>
          )
        })}
        {fetching && people.length === 0 && <SkeletonList rows={4} />}
        {!fetching && people.length === 0 && (
          <p className="py-8 text-center text-sm text-ink-muted">
            {settled ? `Nobody here is called “${settled}”.` : 'There is nobody else here yet.'}
          </p>
        )}
      </div>
    </div>
  )
}

function focusOnce(input: HTMLInputElement | null) {
  input?.focus()
}
