import { Button, type ButtonVariant } from '../../../ui/Button.tsx'
import type { AdminNode } from './documents.ts'
import { type NodeAction, statuses } from './status.ts'

const labels: Record<NodeAction, { label: string; variant: ButtonVariant }> = {
  approve: { label: 'Approve…', variant: 'primary' },
  reject: { label: 'Reject…', variant: 'secondary' },
  drain: { label: 'Drain…', variant: 'secondary' },
  resume: { label: 'Resume…', variant: 'primary' },
  forget: { label: 'Forget…', variant: 'secondary' },
}

type NodeButtonsProps = { node: AdminNode; isLast: boolean; onAction: (action: NodeAction) => void }

export function NodeButtons({ node, isLast, onAction }: NodeButtonsProps) {
  return statuses[node.status].actions.map((action) => {
    const isRefused = action === 'drain' && isLast
    return (
      <Button
        key={action}
        size="s"
        variant={labels[action].variant}
        disabled={isRefused}
        title={isRefused ? 'It’s the only one that serves people.' : undefined}
        onClick={() => onAction(action)}
      >
        {labels[action].label}
      </Button>
    )
  })
}
