import { defineEntity, p } from '@mikro-orm/core'
import { id, time } from './columns.ts'

export type UserRole = 'ADMIN' | 'MEMBER'

/** A person's account. `username` is lower case and unique; `name` is what others see. */
export const User = defineEntity({
  name: 'User',
  tableName: 'user',
  // Administrators are few: found, and locked, without touching anybody else.
  indexes: [{ properties: ['role'] }],
  properties: {
    id: id().primary(),
    username: p.string().length(32).unique(),
    name: p.string().length(80).index(),
    title: p.string().length(120).nullable(),
    password_hash: p.string().length(200),
    role: p.string().length(16).$type<UserRole>(),
    created_at: time(),
    last_seen_at: time().nullable(),
    deactivated_at: time().nullable(),
  },
})
