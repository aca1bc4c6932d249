import { Search } from 'lucide-react'

type SearchFieldProps = { label: string; placeholder: string; value: string; onChange: (value: string) => void }

/** The search above a table: smaller than a form's field, and it fills a phone's width. */
export function SearchField({ label, placeholder, value, onChange }: SearchFieldProps) {
  return (
    <label className="field flex h-8 w-64 items-center gap-2 px-2.5 phone:h-10 phone:w-full">
      <Search aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
      <span className="sr-only">{label}</span>
      <input
        type="search"
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
        className="h-full min-w-0 flex-1 bg-transparent text-sm outline-none pointer-coarse:text-[1rem]"
      />
    </label>
  )
}
