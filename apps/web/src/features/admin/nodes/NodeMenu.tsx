import { Ban, Check, LogOut, Ellipsis, Play, Trash2 } from 'lucide-react'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Menu, MenuItem } from '../../../ui/Menu.tsx'
import type { AdminNode } from './documents.ts'
import { type NodeAction, statuses } from './status.ts'

const items = {
  approve: { label: 'Approve…', icon: <Check /> },
  reject: { label: 'Reject…', icon: <Ban /> },
  drain: { label: 'Drain…', icon: <LogOut /> },
  resume: { label: 'Resume…', icon: <Play /> },
  forget: { label: 'Forget…', icon: <Trash2 /> },
} as const

type NodeMenuProps = { node: AdminNode; isLast: boolean; onAction: (action: NodeAction) => void }

/** What can be done with a node as it is now. */
export function NodeMenu({ node, isLast, onAction }: NodeMenuProps) {
  return (
    <Menu
      align="end"
      trigger={<IconButton label={`Actions for ${node.name}`} size="s" icon={<Ellipsis />} tooltipSide="left" />}
    >
      {statuses[node.status].actions.map((action) => (
        <MenuItem
          key={action}
          icon={items[action].icon}
          isDanger={action === 'reject' || action === 'forget'}
          isDisabled={action === 'drain' && isLast}
          onSelect={() => onAction(action)}
        >
          {items[action].label}
          {action === 'drain' && isLast && (
            <span className="block text-xs text-ink-muted">It’s the only one that serves people.</span>
          )}
        </MenuItem>
      ))}
    </Menu>
  )
}
