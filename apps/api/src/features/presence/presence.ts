import { randomUUID } from 'node:crypto'
import type { Broker } from '@parley/realtime'
import type { Logger } from 'pino'
import { presenceTopic } from '../../realtime/events.ts'

/** Who is online, over all nodes. A memory that may be a few seconds behind; never the base of a decision. */
export type Presence = AsyncDisposable & {
  /** Whether somebody is connected to any node, as far as this node has heard. */
  isOnline(userId: string): boolean
  /** A socket of theirs opened here; call what it returns when it closes. */
  connect(userId: string): () => void
  /** Calls `listener` when somebody comes or goes, anywhere. Returns a function that takes it off. */
  onChange(listener: (userId: string, isOnline: boolean) => void): () => void
}

export type PresenceOptions = {
  broker: Broker
  log: Logger
  /** Told when the last socket that somebody had on this node has closed. */
  onLeft(userId: string): Promise<void>
  /** How long somebody whose last socket closed still counts as online: a reload isn't a farewell. In ms. */
  lingerMs?: number
  /** How often each node tells who all is online there, in ms. One that was not heard of for three times as long is forgotten. */
  announceMs?: number
}

/** What nodes tell each other: all who are online there, or who came and went. `ask`: a new node wants to hear from all. */
type Gossip = { node: string; all: string[]; ask?: boolean } | { node: string; came?: string[]; left?: string[] }

/** Presence by gossip: each node tells what it knows at first hand, and believes the others while it hears of them. */
export async function createPresence(options: PresenceOptions): Promise<Presence> {
  const { broker, log, onLeft, lingerMs = 3_000, announceMs = 10_000 } = options
  const node = randomUUID()
  const sockets = new Map<string, number>()
  const lingering = new Map<string, NodeJS.Timeout>()
  const nodes = new Map<string, { online: Set<string>; heardAt: number }>([
    [node, { online: new Set(), heardAt: Number.POSITIVE_INFINITY }],
  ])
  const listeners = new Set<(userId: string, isOnline: boolean) => void>()

  const isOnline = (userId: string) => [...nodes.values()].some(({ online }) => online.has(userId))

  /** Changes what is known, and tells of those for whom it makes a difference. */
  function change(userIds: Iterable<string>, apply: (userId: string) => void): void {
    for (const userId of userIds) {
      const was = isOnline(userId)
      apply(userId)
      const is = isOnline(userId)
      if (is !== was) for (const listener of listeners) listener(userId, is)
    }
  }

  function knownOf(name: string) {
    const known = nodes.get(name) ?? { online: new Set<string>(), heardAt: 0 }
    nodes.set(name, known)
    if (name !== node) known.heardAt = Date.now()
    return known.online
  }

  function setHere(userId: string, isHere: boolean): void {
    change([userId], () => (isHere ? knownOf(node).add(userId) : knownOf(node).delete(userId)))
    gossip(isHere ? { node, came: [userId] } : { node, left: [userId] })
  }

  function gossip(message: Gossip): void {
    broker
      .publish(presenceTopic, message)
      .catch((error: unknown) => log.debug({ err: error }, 'Presence was not told.'))
  }
  const announce = (ask = false) => gossip({ node, all: [...knownOf(node)], ask })

  function hear(message: Gossip): void {
    if (message.node === node) return
    const online = knownOf(message.node)
    if ('all' in message) {
      const all = new Set(message.all)
      change(all.difference(online), (userId) => online.add(userId))
      change(online.difference(all), (userId) => online.delete(userId))
      if (message.ask) announce()
    } else {
      change(message.came ?? [], (userId) => online.add(userId))
      change(message.left ?? [], (userId) => online.delete(userId))
    }
  }

  function forget(name: string): void {
    const online = nodes.get(name)?.online ?? new Set()
    change([...online], (userId) => online.delete(userId))
    nodes.delete(name)
  }

  function beat(): void {
    for (const [name, { heardAt }] of nodes) if (Date.now() - heardAt > 3 * announceMs) forget(name)
    announce()
  }

  function gone(userId: string): void {
    lingering.delete(userId)
    setHere(userId, false)
    onLeft(userId).catch((error: unknown) =>
      log.warn({ err: error }, 'When somebody was last seen could not be written.'),
    )
  }

  const unsubscribe = await broker.subscribe(presenceTopic, (message) => hear(message as Gossip))
  announce(true)
  const timer = setInterval(beat, announceMs)
  timer.unref()

  return {
    isOnline,
    connect(userId) {
      sockets.set(userId, (sockets.get(userId) ?? 0) + 1)
      clearTimeout(lingering.get(userId))
      if (!lingering.delete(userId) && sockets.get(userId) === 1) setHere(userId, true)
      return () => {
        const left = (sockets.get(userId) ?? 1) - 1
        sockets.set(userId, left)
        if (left > 0) return
        sockets.delete(userId)
        lingering.set(userId, setTimeout(() => gone(userId), lingerMs).unref())
      }
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      unsubscribe()
      for (const expiry of lingering.values()) clearTimeout(expiry)
      const here = [...knownOf(node)]
      await Promise.all(here.map((userId) => onLeft(userId).catch(() => undefined)))
      // Of a broker that is gone already, nobody hears the farewell; they notice the silence.
      await broker.publish(presenceTopic, { node, all: [] } satisfies Gossip).catch(() => undefined)
    },
  }
}
