import { formatAgo } from '../../lib/time.ts'

type Presence = { presence: 'ONLINE' | 'OFFLINE'; lastSeenAt?: string | null }

/** "Online", "Last seen 5 minutes ago", "Offline". */
export function presenceText({ presence, lastSeenAt }: Presence, now: number): string {
  if (presence === 'ONLINE') return 'Online'
  return lastSeenAt ? `Last seen ${formatAgo(lastSeenAt, now)}` : 'Offline'
}
