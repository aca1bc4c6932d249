import { Terminal } from 'lucide-react'
import { formatFull } from '../../../lib/clock.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { Ago } from '../Ago.tsx'
import type { Column } from '../table/columns.ts'
import { tellEntry } from './audit-text.ts'
import type { AuditEntry } from './documents.ts'

export const auditColumns: Column<AuditEntry>[] = [
  { id: 'entry', title: 'What', onPhone: 'heading', cell: (entry) => <Entry entry={entry} /> },
  {
    id: 'address',
    title: 'From',
    className: 'whitespace-nowrap text-ink-muted tabular-nums',
    cell: ({ address }) => address ?? '–',
  },
  {
    id: 'at',
    title: 'When',
    className: 'whitespace-nowrap md:w-72 md:pr-4 md:text-right',
    cell: ({ at }) => (
      <>
        <Ago at={at} />
        <span className="text-xs text-ink-faint max-lg:hidden"> · {formatFull(at).replace(/^\w+, /u, '')}</span>
      </>
    ),
  },
]

function Entry({ entry }: { entry: AuditEntry }) {
  const { actor } = entry
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      {actor ? (
        <Avatar user={actor} size="s" />
      ) : (
        <span aria-hidden="true" className="grid size-6 shrink-0 place-items-center rounded-s bg-sunken text-ink-muted">
          <Terminal className="size-3.5" />
        </span>
      )}
      <span className="min-w-0">
        <span className="font-semibold">{actor?.name ?? 'The command line'}</span> {tellEntry(entry)}
      </span>
    </span>
  )
}
