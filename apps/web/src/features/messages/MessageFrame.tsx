import type { ComponentProps, ReactNode } from 'react'
import { cx } from '../../lib/cx.ts'
import { formatFull, formatTime } from '../../lib/clock.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { ProfileLink } from '../people/ProfileLink.tsx'
import type { Person } from './message-fields.ts'

type MessageFrameProps = Omit<ComponentProps<'article'>, 'author'> & {
  author: Person
  /** ISO 8601, or milliseconds since 1970. */
  at: string | number
  isFirst: boolean
  /** Beside the name. */
  note?: ReactNode
}

/** How every message looks, sent or not: the author's face and name at the head of a group, the time in the gutter of the rest. */
export function MessageFrame({ author, at, isFirst, note, className, children, ...rest }: MessageFrameProps) {
  return (
    <article
      {...rest}
      className={cx(
        'group/message relative grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-3 px-4 outline-offset-[-2px] md:px-5',
        isFirst ? 'pt-2.5 pb-0.5' : 'py-0.5',
        className,
      )}
    >
      {isFirst ? (
        <ProfileLink
          userId={author.id}
          label={`${author.name}’s profile`}
          isTabStop={false}
          className="mt-0.5 self-start"
        >
          <Avatar user={author} />
        </ProfileLink>
      ) : (
        <time
          dateTime={new Date(at).toISOString()}
          className="pt-[0.2rem] text-right text-2xs text-ink-faint tabular-nums opacity-0 select-none group-hover/message:opacity-100 group-focus-within/message:opacity-100"
        >
          {formatTime(at)}
        </time>
      )}
      <div className="min-w-0">
        {isFirst && (
          <p className="flex items-baseline gap-2 leading-tight">
            <ProfileLink userId={author.id} isTabStop={false} className="truncate font-bold">
              {author.name}
            </ProfileLink>
            <Tooltip label={formatFull(at)} side="top">
              <time dateTime={new Date(at).toISOString()} className="shrink-0 text-xs text-ink-faint tabular-nums">
                {formatTime(at)}
              </time>
            </Tooltip>
            {note}
          </p>
        )}
        {children}
      </div>
    </article>
  )
}
