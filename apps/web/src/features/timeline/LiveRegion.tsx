import { plainText } from '@parley/text'
import { useEffect, useRef, useState } from 'react'
import { useClient } from 'urql'
import { graphql } from '../../graphql/graphql.ts'
import { useViewer } from '../accounts/viewer.ts'
import { parsed } from '../messages/parsed.ts'
import type { Entry } from './window.ts'

const AnnouncedMessage = graphql(`
  query AnnouncedMessage($id: ID!) { message(id: $id) { id text author { id name } } }
`)

const atMost = 3

/** Reads out what others write in the timeline that is open. */
export function LiveRegion({ entries, isLive }: { entries: readonly Entry[]; isLive: boolean }) {
  const viewer = useViewer()
  const client = useClient()
  const announced = useRef<number>(undefined)
  const [text, setText] = useState('')

  useEffect(() => {
    const newest = entries.at(-1)?.seq ?? 0
    const since = announced.current
    announced.current = Math.max(newest, since ?? 0)
    if (since === undefined || !isLive) return
    const fresh = entries.slice(-20).filter((entry) => entry.seq > since && entry.authorId !== viewer.id)
    if (fresh.length > atMost) return setText(`${fresh.length} new messages`)
    const lines = fresh.flatMap(({ id }) => {
      const message = client.readQuery(AnnouncedMessage, { id })?.data?.message
      return message?.text ? [`${message.author.name}: ${plainText(parsed(message.text))}`] : []
    })
    if (lines.length > 0) setText(lines.join('\n'))
  }, [entries, isLive, viewer.id, client])

  return (
    <div aria-live="polite" role="log" className="sr-only">
      {text}
    </div>
  )
}
