import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, KeyRound, LogOut, ScrollText, ShieldCheck, ShieldMinus, UserCheck, UserX } from 'lucide-react'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../../ui/Menu.tsx'
import { useViewer } from '../../accounts/viewer.ts'
import type { AdminPerson } from './documents.ts'
import type { PersonAction } from './person-actions.ts'

type PersonMenuProps = {
  person: AdminPerson
  onAction: (action: PersonAction) => void
  onResetPassword: () => void
}

/** What can be done with an account. One's own is looked after in the settings, so that nobody locks themselves out. */
export function PersonMenu({ person, onAction, onResetPassword }: PersonMenuProps) {
  const { user, sessionCount } = person
  const navigate = useNavigate()
  const isMe = useViewer().id === user.id
  return (
    <Menu
      align="end"
      trigger={<IconButton label={`Actions for ${user.name}`} size="s" icon={<Ellipsis />} tooltipSide="left" />}
    >
      {isMe && <MenuLabel>That’s you: see your settings</MenuLabel>}
      {user.role === 'ADMIN' ? (
        <MenuItem icon={<ShieldMinus />} isDisabled={isMe} onSelect={() => onAction('demote')}>
          Make member…
        </MenuItem>
      ) : (
        <MenuItem icon={<ShieldCheck />} isDisabled={user.isDeactivated} onSelect={() => onAction('promote')}>
          Make administrator…
        </MenuItem>
      )}
      <MenuItem icon={<KeyRound />} isDisabled={isMe} onSelect={onResetPassword}>
        Reset password…
      </MenuItem>
      <MenuItem icon={<LogOut />} isDisabled={isMe || sessionCount === 0} onSelect={() => onAction('signOut')}>
        Sign out everywhere…
      </MenuItem>
      <MenuItem
        icon={<ScrollText />}
        onSelect={() => void navigate({ to: '/admin/audit', search: { actor: user.id } })}
      >
        What they administered
      </MenuItem>
      <MenuSeparator />
      {user.isDeactivated ? (
        <MenuItem icon={<UserCheck />} onSelect={() => onAction('reactivate')}>
          Reactivate…
        </MenuItem>
      ) : (
        <MenuItem icon={<UserX />} isDanger isDisabled={isMe} onSelect={() => onAction('deactivate')}>
          Deactivate…
        </MenuItem>
      )}
    </Menu>
  )
}
