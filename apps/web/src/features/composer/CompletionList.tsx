import { Megaphone } from 'lucide-react'
import { Avatar } from '../../ui/Avatar.tsx'
import { menuSurface } from '../../ui/Menu.tsx'
import { cx } from '../../lib/cx.ts'
import type { Option } from './use-completion.ts'

type CompletionListProps = {
  id: string
  options: readonly Option[]
  active: number
  onPick: (option: Option) => void
  onPoint: (index: number) => void
}

export function CompletionList({ id, options, active, onPick, onPoint }: CompletionListProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Suggestions"
      className={cx(menuSurface, 'absolute inset-x-0 bottom-full mb-1.5 max-w-md p-1')}
    >
      {options.map((option, index) => (
        <div
          key={option.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // Keeps the focus in the field.
          onPointerDown={(event) => {
            event.preventDefault()
            onPick(option)
          }}
          onPointerMove={() => onPoint(index)}
          className="flex h-8.5 cursor-pointer items-center gap-2.5 rounded-[6px] px-2 aria-selected:bg-hover"
        >
          <OptionView option={option} />
        </div>
      ))}
    </div>
  )
}

function OptionView({ option }: { option: Option }) {
  switch (option.kind) {
    case 'person':
      return (
        <>
          <Avatar user={option.person} size="s" />
          <span className="truncate font-semibold">{option.person.name}</span>
          <span className="truncate text-ink-muted">@{option.person.username}</span>
        </>
      )
    case 'all':
      return (
        <>
          <span className="grid size-6 place-items-center">
            <Megaphone aria-hidden="true" className="size-4" />
          </span>
          <span className="font-semibold">@all</span>
          <span className="text-ink-muted">Everybody in this room</span>
        </>
      )
    case 'emoji':
      return (
        <>
          <span className="w-6 text-center text-lg leading-none">{option.emoji}</span>
          <span className="truncate">:{option.shortcode}:</span>
        </>
      )
  }
}
