import { gql } from '@urql/core'
import type { Cache } from '@urql/exchange-graphcache'
import type { AdminNode, ClusterEvent, ClusterUpdate, NodeHistory } from './documents.ts'
import { extendHistory } from './history.ts'

const cluster = { __typename: 'Cluster', id: 'this' }

const History = gql`fragment ClusterNodeHistory on ClusterNode {
  __typename id history { __typename at connections messagesPerSecond eventLoopDelayMs cpuPercent memoryBytes }
}`
const Leads = gql`fragment ClusterNodeLeads on ClusterNode { __typename id isLeader }`
const NodeEdge = gql`fragment NewNodeEdge on ClusterNodeEdge { __typename cursor node { __typename id } }`
const EventEdge = gql`fragment NewEventEdge on ClusterEventEdge { __typename cursor node { __typename id } }`

/** What the cluster tells. Each update says how things are, so that applying one twice is harmless. */
export function applyClusterUpdate(cache: Cache, update: ClusterUpdate) {
  switch (update.__typename) {
    case 'ClusterNodeChanged':
      return applyNodeChanged(cache, update.node)
    case 'ClusterNodeForgotten':
      return applyNodeForgotten(cache, update.nodeId)
    case 'ClusterEventLogged':
      return applyEventLogged(cache, update.event)
  }
}

function applyNodeChanged(cache: Cache, node: AdminNode) {
  const { id, status } = node
  const known = cache.readFragment(History, { __typename: 'ClusterNode', id }) as { history: NodeHistory } | null
  const history = known && extendHistory(known.history, node.lastHeartbeatAt, node.load)
  if (history && history !== known.history) {
    cache.writeFragment(History, {
      __typename: 'ClusterNode',
      id,
      history: history.map((sample) => ({ __typename: 'ClusterNodeSample', ...sample })),
    })
  }
  const pages = pagesOf(cache, 'nodes')
  if (node.isLeader) endOtherReigns(cache, pages, id)
  for (const page of pages) {
    const wanted = page.args.status as readonly string[] | null | undefined
    if (wanted && !wanted.includes(status)) page.link(page.edges.filter((edge) => edge.nodeId !== id))
  }
  const lists = Map.groupBy(pages, ({ args }) => JSON.stringify(args.status ?? null))
  for (const [key, list] of lists) {
    const wanted = JSON.parse(key) as readonly string[] | null
    const isThere = list.some(({ edges }) => edges.some((edge) => edge.nodeId === id))
    const end = list.find(({ hasNextPage }) => !hasNextPage)
    if (isThere || !end || (wanted && !wanted.includes(status))) continue
    cache.writeFragment(NodeEdge, edgeOf('ClusterNode', id))
    end.link([...end.edges, { key: `ClusterNodeEdge:${id}`, nodeId: id }])
  }
}

/** One leads at a time. */
function endOtherReigns(cache: Cache, pages: readonly Page[], leaderId: string) {
  const others = new Set(pages.flatMap(({ edges }) => edges.map(({ nodeId }) => nodeId)))
  others.delete(leaderId)
  for (const id of others) cache.writeFragment(Leads, { __typename: 'ClusterNode', id, isLeader: false })
}

export function applyNodeForgotten(cache: Cache, id: string) {
  for (const { edges, link } of pagesOf(cache, 'nodes')) {
    if (edges.some(({ nodeId }) => nodeId === id)) link(edges.filter(({ nodeId }) => nodeId !== id))
  }
}

function applyEventLogged(cache: Cache, { id }: ClusterEvent) {
  const pages = pagesOf(cache, 'events')
  if (pages.some(({ edges }) => edges.some(({ nodeId }) => nodeId === id))) return
  cache.writeFragment(EventEdge, edgeOf('ClusterEvent', id))
  for (const { args, edges, link } of pages) {
    if (!args.after) link([{ key: `ClusterEventEdge:${id}`, nodeId: id }, ...edges])
  }
}

function edgeOf(typename: 'ClusterNode' | 'ClusterEvent', id: string) {
  return { __typename: `${typename}Edge`, cursor: '', node: { __typename: typename, id } }
}

type Edge = { key: string; nodeId: string }
type Page = {
  args: Record<string, unknown>
  edges: readonly Edge[]
  hasNextPage: boolean
  link: (edges: readonly Edge[]) => void
}

/** The pages of a list of the cluster that were read. */
function pagesOf(cache: Cache, field: 'nodes' | 'events'): Page[] {
  return cache.inspectFields(cluster).flatMap(({ fieldName, fieldKey, arguments: args }) => {
    const connection = fieldName === field ? cache.resolve(cluster, fieldKey) : null
    const keys = typeof connection === 'string' ? cache.resolve(connection, 'edges') : null
    if (typeof connection !== 'string' || !Array.isArray(keys)) return []
    const pageInfo = cache.resolve(connection, 'pageInfo')
    return [
      {
        args: args ?? {},
        edges: keys
          .filter((key): key is string => typeof key === 'string')
          .map((key) => ({ key, nodeId: nodeIdOf(cache, key) })),
        hasNextPage: typeof pageInfo === 'string' && cache.resolve(pageInfo, 'hasNextPage') === true,
        link: (edges) =>
          cache.link(
            connection,
            'edges',
            edges.map(({ key }) => key),
          ),
      },
    ]
  })
}

/** "ClusterNode:abc" → "abc". */
function nodeIdOf(cache: Cache, edge: string): string {
  const node = cache.resolve(edge, 'node')
  return typeof node === 'string' ? node.slice(node.indexOf(':') + 1) : ''
}
