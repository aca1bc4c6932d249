import type { Inline } from '@parley/text'
import { use } from 'react'
import { cx } from '../../lib/cx.ts'
import { ProfileLink } from '../people/ProfileLink.tsx'
import { MentionContext } from './mention-context.ts'
import { ShortcodeView } from './ShortcodeView.tsx'

export function Inlines({ nodes }: { nodes: readonly Inline[] }) {
  return nodes.map((node, index) => <InlineView key={index} node={node} />)
}

function InlineView({ node }: { node: Inline }) {
  switch (node.type) {
    case 'text':
      return node.value
    case 'emoji':
      return <ShortcodeView shortcode={node.shortcode} value={node.value} />
    case 'break':
      return <br />
    case 'strong':
      return (
        <strong className="font-bold">
          <Inlines nodes={node.children} />
        </strong>
      )
    case 'emphasis':
      return (
        <em>
          <Inlines nodes={node.children} />
        </em>
      )
    case 'strike':
      return (
        <s className="text-ink-muted">
          <Inlines nodes={node.children} />
        </s>
      )
    case 'inlineCode':
      return (
        <code className="rounded-s bg-pressed px-1 py-px font-mono text-[0.86em] leading-none break-words whitespace-pre-wrap">
          {node.value}
        </code>
      )
    case 'link':
      return (
        <a
          href={node.href}
          target="_blank"
          rel="noopener noreferrer"
          className="text-accent-ink underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
        >
          <Inlines nodes={node.children} />
        </a>
      )
    case 'mention':
      return <MentionView username={node.username} value={node.value} />
    case 'mentionAll':
      return <span className={mentionClass(true)}>{node.value}</span>
  }
}

function MentionView({ username, value }: { username: string; value: string }) {
  const { mentions, viewerUsername } = use(MentionContext)
  const person = mentions.find((one) => one.username === username)
  if (!person) return value
  return (
    <ProfileLink userId={person.id} className={mentionClass(username === viewerUsername)} isTabStop={false}>
      @{person.name}
    </ProfileLink>
  )
}

function mentionClass(isMine: boolean): string {
  return cx(
    'rounded-s px-1 py-px font-semibold no-underline',
    isMine ? 'bg-highlight text-warning-ink' : 'bg-accent-soft text-accent-ink',
  )
}
