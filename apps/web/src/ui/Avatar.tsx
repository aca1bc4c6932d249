import { cx } from '../lib/cx.ts'
import { hueOf, initialsOf } from '../lib/avatar.ts'

export type AvatarSize = 'xs' | 's' | 'm' | 'l' | 'xl'

type AvatarProps = {
  user: { id: string; name: string }
  size?: AvatarSize
  /** Shows a dot when given. */
  presence?: 'ONLINE' | 'OFFLINE' | undefined
  className?: string
}

const sizes: Record<AvatarSize, string> = {
  xs: 'size-5 text-[0.625rem] rounded-s',
  s: 'size-6 text-[0.625rem] rounded-s',
  m: 'size-9 text-sm rounded-m',
  l: 'size-12 text-base rounded-l',
  xl: 'size-20 text-2xl rounded-xl',
}

/** Initials on the person's own colour. Decorative: their name stands beside it, and nobody wants them in what is copied. */
export function Avatar({ user, size = 'm', presence, className }: AvatarProps) {
  return (
    <span aria-hidden="true" className={cx('relative inline-block shrink-0 select-none', className)}>
      <span
        data-initials={initialsOf(user.name, size === 'xs' ? 1 : 2)}
        className={cx(
          'grid place-items-center font-semibold tracking-tight text-[oklch(1_0_0)] before:content-[attr(data-initials)]',
          sizes[size],
        )}
        style={{
          backgroundImage: `linear-gradient(160deg, oklch(calc(var(--avatar-l) + 0.05) var(--avatar-c) ${hueOf(user.id)}), oklch(calc(var(--avatar-l) - 0.04) var(--avatar-c) ${hueOf(user.id) + 18}))`,
        }}
      />
      {presence && (
        <PresenceDot
          presence={presence}
          className={cx('absolute', size === 'xs' ? '-right-1 -bottom-1 scale-80' : '-right-0.5 -bottom-0.5')}
        />
      )}
    </span>
  )
}

/** Filled for online, a ring for offline: told apart without colour as well. */
export function PresenceDot({ presence, className }: { presence: 'ONLINE' | 'OFFLINE'; className?: string }) {
  return (
    <span
      className={cx(
        'block size-2.5 rounded-full ring-2 ring-(--avatar-ring,var(--surface))',
        presence === 'ONLINE' ? 'bg-success' : 'border-2 border-line-strong bg-(--avatar-ring,var(--surface))',
        className,
      )}
    />
  )
}
