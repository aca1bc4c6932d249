import type { EmojiEntry } from '@parley/text/emoji'
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/graphql.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import type { Person } from '../messages/message-fields.ts'
import { type Trigger, triggerAt } from './completion.ts'
import { emojiTable, loadEmojiTable } from './emoji-table.ts'
import { replaceText } from './replace-text.ts'

export type Option =
  | { kind: 'person'; id: string; insert: string; person: Person }
  | { kind: 'all'; id: string; insert: string }
  | { kind: 'emoji'; id: string; insert: string; emoji: string; shortcode: string }

const CompletionMembers = graphql(`
  query CompletionMembers($id: ID!, $search: String!) {
    room(id: $id) {
      id
      members(search: $search, first: 8) {
        edges { cursor node { id user { id username name isDeactivated } } }
        pageInfo { hasNextPage }
      }
    }
  }
`)

/** Completes `@people` and `:emoji:` in a field. */
export function useCompletion(field: RefObject<HTMLTextAreaElement | null>, roomId: string) {
  const [trigger, setTrigger] = useState<Trigger | null>(null)
  const [active, setActive] = useState(0)
  const people = usePeople(roomId, trigger?.kind === 'mention' ? trigger.query : null)
  const emoji = useEmoji(trigger?.kind === 'emoji' ? trigger.query : null)
  const options = trigger?.kind === 'mention' ? people : emoji
  const index = Math.min(active, options.length - 1)

  /** To be called when the text or the caret has changed. */
  function look() {
    const { current } = field
    const isCaret = current && current.selectionStart === current.selectionEnd
    const next = isCaret ? triggerAt(current.value, current.selectionStart) : null
    if (next?.kind === trigger?.kind && next?.query === trigger?.query && next?.from === trigger?.from) return
    setTrigger(next)
    setActive(0)
  }

  function pick(option: Option) {
    const { current } = field
    if (!current || !trigger) return
    const text = `${option.insert} `
    replaceText(current, { from: trigger.from, to: current.selectionEnd, text, select: [text.length, text.length] })
    setTrigger(null)
  }

  /** Takes the keys that move in the list and pick from it; true when it took one. */
  function takeKey(event: KeyboardEvent): boolean {
    const current = options[index]
    if (!current || event.nativeEvent.isComposing) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setActive((index + step + options.length) % options.length)
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') pick(current)
    else if (event.key === 'Escape') setTrigger(null)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  return { options, active: index, look, pick, takeKey, close: () => setTrigger(null), point: setActive }
}

const none: Option[] = []

function usePeople(roomId: string, query: string | null): Option[] {
  const settled = useDebounced(query, 60)
  const [last, setLast] = useState<{ search: string; people: Person[] }>()
  const [{ data, fetching }] = useQuery({
    query: CompletionMembers,
    variables: { id: roomId, search: settled ?? '' },
    pause: settled === null,
  })
  const found = data?.room?.members.edges.map(({ node }) => node.user).filter((person) => !person.isDeactivated)
  if (found && !fetching && settled !== null && last?.search !== settled) setLast({ search: settled, people: found })
  if (query === null) return none
  const known = (last?.people ?? []).filter((person) => matches(person, query))
  const options = known.map(
    (person): Option => ({ kind: 'person', id: person.id, insert: `@${person.username}`, person }),
  )
  return 'all'.startsWith(query.toLowerCase()) && query
    ? [...options, { kind: 'all', id: 'all', insert: '@all' }]
    : options
}

function matches({ name, username }: Person, query: string): boolean {
  const wanted = query.toLowerCase()
  return [username, ...name.toLowerCase().split(/\s+/u)].some((word) => word.startsWith(wanted))
}

function useEmoji(query: string | null): Option[] {
  const [found, setFound] = useState<EmojiEntry[]>([])
  useEffect(() => {
    if (query === null) return undefined
    let isCurrent = true
    void loadEmojiTable().then((table) => isCurrent && setFound(table.searchEmoji(query, 8)))
    return () => {
      isCurrent = false
    }
  }, [query])
  if (query === null) return none
  const entries = emojiTable()?.searchEmoji(query, 8) ?? found
  return entries.map(({ emoji, shortcode }) => ({ kind: 'emoji', id: shortcode, insert: emoji, emoji, shortcode }))
}
