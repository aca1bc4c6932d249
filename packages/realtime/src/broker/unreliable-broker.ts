import type { Broker } from './broker.ts'

export type UnreliableBrokerOptions = {
  /** A number in [0, 1): seeded, so that a failing test can be run again. */
  readonly random: () => number
  /** The share of publications that are lost, are sent twice, or are overtaken by the next one. Default 0 each. */
  readonly drop?: number
  readonly duplicate?: number
  readonly reorder?: number
}

/** For tests: a broker that is as bad as the port allows, and worse (it also doubles and reorders). */
export function createUnreliableBroker(
  inner: Broker,
  { random, drop = 0, duplicate = 0, reorder = 0 }: UnreliableBrokerOptions,
): Broker {
  let held: (() => Promise<void>) | undefined

  return {
    ...inner,
    async publish(topic, message) {
      if (random() < drop) return
      const send = () => inner.publish(topic, message)
      if (!held && random() < reorder) {
        held = send
        return
      }
      const overtaken = held
      held = undefined
      await send()
      if (random() < duplicate) await send()
      await overtaken?.()
    },
  }
}
