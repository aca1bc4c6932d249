import type { Broker } from '@parley/realtime'
import { type ClusterBell, clusterTopic, type MovedRoom, movedTopic, nodeTopic } from '../../realtime/events.ts'

export type ClusterBells = {
  /** For those who watch the cluster. */
  tell(bells: readonly ClusterBell[]): void
  /** Tells a node that its row was changed by somebody else, so that it looks at once. */
  call(nodeId: string): void
  /** Tells every node that rooms have another home. */
  moved(rooms: readonly MovedRoom[]): void
}

/** The tables are the truth: a bell that is lost is a short delay. */
export function createBells(broker: Pick<Broker, 'publish'>, onError: (error: unknown) => void): ClusterBells {
  const ring = (topic: string, message: unknown) => void broker.publish(topic, message).catch(onError)
  return {
    tell: (bells) => (bells.length > 0 ? ring(clusterTopic, bells) : undefined),
    call: (nodeId) => ring(nodeTopic(nodeId), {}),
    moved: (rooms) => (rooms.length > 0 ? ring(movedTopic, rooms) : undefined),
  }
}

export function eventBells(eventIds: readonly string[]): ClusterBell[] {
  return eventIds.map((eventId) => ({ type: 'EventLogged', eventId }))
}
