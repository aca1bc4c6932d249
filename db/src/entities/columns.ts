import { p } from '@mikro-orm/core'

/** A UUID in its 36 characters; version 7 wherever we make it, so that rows lie in the order of their birth. */
export const id = () => p.string().length(36)

/** Milliseconds since 1970, UTC. Integers mean the same in every dialect and time zone. */
export const time = () => p.bigint('number').unsigned()

/** 0 or 1: the one spelling of a truth value that both dialects store and return alike. */
export const flag = () => p.tinyint().unsigned().$type<0 | 1>()

/** A number or a count in a room's log. */
export const count = () => p.integer().unsigned()
