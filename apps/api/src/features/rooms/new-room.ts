import { randomBytes } from 'node:crypto'
import type { RoomKind, RoomRow } from '@parley/db'

type NewRoom = {
  id: string
  kind: RoomKind
  name: string
  topic?: string
  createdBy: string | null
  directKey?: string
  creationKey?: string
}

/** The row of a room that nothing has happened in yet. */
export function newRoom({ id, kind, name, topic = '', createdBy, directKey, creationKey }: NewRoom): RoomRow {
  return {
    id,
    kind,
    name,
    public_name: kind === 'PUBLIC' ? publicName(name) : null,
    topic,
    direct_key: directKey ?? null,
    creation_key: creationKey ?? null,
    is_default: 0,
    created_by: createdBy,
    created_at: Date.now(),
    archived_at: null,
    epoch: randomBytes(6).toString('base64url'),
    last_seq: 0,
    members_seq: 0,
    message_count: 0,
    last_message_at: null,
  }
}

/** Two public rooms' names are the same when this is. */
export function publicName(name: string): string {
  return Array.from(name.normalize('NFKC').toLowerCase()).slice(0, 80).join('')
}
