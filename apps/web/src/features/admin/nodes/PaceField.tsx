import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { countOf } from '../format.ts'

type PaceFieldProps = { value: number; total: number; onChange: (movesPerMinute: number) => void }

const paces = [
  { value: '20', label: 'Gently' },
  { value: '60', label: 'Steadily' },
  { value: '300', label: 'Fast' },
] as const

/** How many rooms move in a minute. */
export function PaceField({ value, total, onChange }: PaceFieldProps) {
  return (
    <div className="mt-4">
      <ChoiceCards
        label="Pace"
        className="grid-cols-3"
        value={String(value)}
        options={paces.map((pace) => ({
          ...pace,
          hint: `${pace.value} a minute, ${countOf(Math.max(1, Math.ceil(total / Number(pace.value))), 'minute')} in all`,
        }))}
        onChange={(next) => onChange(Number(next))}
      />
    </div>
  )
}
