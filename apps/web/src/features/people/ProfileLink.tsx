import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { cx } from '../../lib/cx.ts'

type ProfileLinkProps = { userId: string; children: ReactNode; className?: string; label?: string; isTabStop?: boolean }

/** Opens somebody's profile over what is on the screen. */
export function ProfileLink({ userId, children, className, label, isTabStop = true }: ProfileLinkProps) {
  return (
    <Link
      to="."
      search={(current: object) => ({ ...current, profile: userId })}
      aria-label={label}
      tabIndex={isTabStop ? undefined : -1}
      className={cx('rounded-s underline-offset-2 hover:underline', className)}
    >
      {children}
    </Link>
  )
}
