import { AccessError } from '../../errors.ts'

/** A message's number is unique in its room only, so its id names both. */
export type MessageId = { roomId: string; seq: number }

export function formatMessageId({ roomId, seq }: MessageId): string {
  return `${roomId}:${seq}`
}

/** Reads a message's id. Throws AccessError when it is none: there is no such message. */
export function parseMessageId(id: string): MessageId {
  const [roomId, seq] = id.split(':')
  if (!roomId || !seq || !/^[1-9]\d{0,9}$/.test(seq)) throw new AccessError()
  return { roomId, seq: Number(seq) }
}
