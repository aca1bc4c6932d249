import { defineEntity, p } from '@mikro-orm/core'
import { flag, id, time } from './columns.ts'

/** One sign-in on one device. Only the token's SHA-256 is kept; ending a session deletes its row. */
export const Session = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: id().primary(),
    user_id: id().index(),
    token_hash: p.string().length(64).unique(),
    device: p.string().length(200),
    address: p.string().length(64).nullable(),
    is_remembered: flag(),
    created_at: time(),
    last_used_at: time(),
    expires_at: time().index(),
  },
})
