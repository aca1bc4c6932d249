import { Ban, Check, Server } from 'lucide-react'
import { Button } from '../../../ui/Button.tsx'
import { Ago } from '../Ago.tsx'
import type { AdminNode } from './documents.ts'
import type { NodeAction } from './status.ts'

type PendingNodesProps = { nodes: readonly AdminNode[]; onAction: (action: NodeAction, node: AdminNode) => void }

/** Nodes that wait for somebody to let them in, before all else. */
export function PendingNodes({ nodes, onAction }: PendingNodesProps) {
  if (nodes.length === 0) return null
  return (
    <section aria-label="Waiting for approval" className="mb-5 rounded-l bg-warning-soft p-3.5 text-warning-ink">
      <h3 className="mb-2 text-sm font-bold">
        {nodes.length === 1 ? 'A new node waits for your approval' : `${nodes.length} new nodes wait for your approval`}
      </h3>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {nodes.map((node) => (
          <li
            key={node.id}
            aria-label={node.name}
            className="flex flex-wrap items-center gap-x-3 gap-y-2.5 rounded-m bg-surface px-3 py-2.5 text-ink"
          >
            <Server aria-hidden="true" className="size-5 shrink-0 text-ink-muted" />
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm font-semibold">{node.name}</p>
              <p className="text-xs text-ink-muted md:truncate">
                {[node.region, node.address ?? 'no address of its own', `version ${node.version}`]
                  .filter(Boolean)
                  .join(' · ')}
                {' · asked '}
                <Ago at={node.registeredAt} />
              </p>
            </div>
            <div className="flex gap-2 phone:w-full phone:*:flex-1">
              <Button
                size="s"
                icon={<Ban />}
                aria-label={`Reject ${node.name}`}
                onClick={() => onAction('reject', node)}
              >
                Reject
              </Button>
              <Button
                size="s"
                variant="primary"
                icon={<Check />}
                aria-label={`Approve ${node.name}`}
                onClick={() => onAction('approve', node)}
              >
                Approve
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
