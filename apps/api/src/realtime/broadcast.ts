import type { Broker } from '@parley/realtime'
import type { Logger } from 'pino'
import type { Committed } from './commit.ts'
import {
  type Activity,
  activityTopic,
  type PersonalBell,
  type RoomPublication,
  roomTopic,
  userTopic,
} from './events.ts'

/**
 * Rings the bells after a commit. Nothing waits for it and nothing depends on it: who doesn't hear finds the events in the
 * log, by the next number, the sweep or the next reconnect.
 */
export function createBroadcast(broker: Broker, log: Logger): (committed: Committed) => void {
  const ring = (topic: string, message: RoomPublication | Activity | PersonalBell) => {
    broker.publish(topic, message).catch((error: unknown) => log.warn({ err: error, topic }, 'a bell was not heard'))
  }
  return ({ rooms }) => {
    const changed = rooms.filter((held) => held.events.length > 0)
    for (const { room, events } of changed) ring(roomTopic(room.id), { epoch: room.epoch, events })
    const calls = changed.flatMap((held) => held.calls)
    if (changed.length > 0) ring(activityTopic, { rooms: changed.map((held) => held.room), calls })
    for (const held of rooms) for (const { userId, bell } of held.bells) ring(userTopic(userId), bell)
  }
}
