import { isOnlyEmoji } from '@parley/text'
import type { ReactNode } from 'react'
import { cx } from '../../lib/cx.ts'
import { useViewer } from '../accounts/viewer.ts'
import { Blocks } from './Blocks.tsx'
import { MentionContext } from './mention-context.ts'
import type { Person } from './message-fields.ts'
import { parsed } from './parsed.ts'
import './message-text.css'

type MessageTextProps = { text: string; mentions?: readonly Person[]; suffix?: ReactNode; className?: string }

const nobody: readonly Person[] = []

/** A message's text as React elements made from its tree; nothing is ever put in as HTML. */
export function MessageText({ text, mentions = nobody, suffix, className }: MessageTextProps) {
  const viewer = useViewer()
  const tree = parsed(text)
  return (
    <MentionContext value={{ mentions, viewerUsername: viewer.username }}>
      <div className={cx('message-text', isOnlyEmoji(tree) && 'text-[2.25rem] leading-[1.25]', className)}>
        <Blocks blocks={tree.children} suffix={suffix} />
      </div>
    </MentionContext>
  )
}
