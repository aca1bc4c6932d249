import { useEffect, useMemo, useState } from 'react'
import { type Client, useClient } from 'urql'
import { type AppData, MoreMemberships, type SidebarMembership } from './app-query.ts'

type Page = NonNullable<NonNullable<AppData>['viewer']>['memberships']
type Pages = ReadonlyMap<number, Page>

const noPages: Pages = new Map()

/** All of the viewer's places in rooms, live, however many pages the server makes of them. */
export function useMemberships(first: Page | undefined): readonly SidebarMembership[] {
  const client = useClient()
  const [more, setMore] = useState(noPages)
  const after = first?.pageInfo.hasNextPage ? first.pageInfo.endCursor : null

  useEffect(() => {
    if (!after) return undefined
    const stop = followPages(client, after, (index, page) => setMore((pages) => new Map(pages).set(index, page)))
    return () => {
      stop()
      setMore(noPages)
    }
  }, [client, after])

  return useMemo(() => {
    const pages = first ? [first, ...more.values()] : []
    const all = pages.flatMap((page) => page.edges.map((edge) => edge.node))
    // A room that came up meanwhile is on two pages.
    return [...new Map(all.map((membership) => [membership.id, membership])).values()]
  }, [first, more])
}

/** Reads page after page, each followed for what changes in it. Answers how to stop. */
function followPages(client: Client, after: string, onPage: (index: number, page: Page) => void): () => void {
  const stops: (() => void)[] = []
  function follow(cursor: string) {
    const index = stops.push(() => {}) - 1
    const { unsubscribe } = client.query(MoreMemberships, { after: cursor }).subscribe(({ data }) => {
      const page = data?.viewer?.memberships
      if (!page) return
      onPage(index, page)
      const isLast = stops.length === index + 1
      if (isLast && page.pageInfo.hasNextPage && page.pageInfo.endCursor) follow(page.pageInfo.endCursor)
    })
    stops[index] = unsubscribe
  }
  follow(after)
  return () => {
    for (const stop of stops) stop()
  }
}
