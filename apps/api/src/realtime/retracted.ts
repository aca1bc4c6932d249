import type { RoomEvent } from './events.ts'

/**
 * A message that is retracted is taken out of the events before, which a node remembers for those who come back: they
 * read it as it is now, and its text is nowhere.
 */
export function forgetRetracted({ seq, data }: RoomEvent, remembered: readonly RoomEvent[]): void {
  if (data.type !== 'MessageRetracted') return
  for (const { seq: before, rows } of remembered) {
    if (before >= seq || !rows) continue
    rows.messages = rows.messages?.filter((message) => message.seq !== data.messageSeq) ?? []
    rows.mentions = rows.mentions?.filter((mention) => mention.seq !== data.messageSeq) ?? []
    rows.reactions = rows.reactions?.filter((group) => group.seq !== data.messageSeq) ?? []
  }
}
