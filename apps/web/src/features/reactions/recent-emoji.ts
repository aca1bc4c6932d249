import { readStored, writeStored } from '../../lib/storage.ts'

const kept = 18
const usual = ['👍', '❤️', '😂', '🎉', '👀', '✅']

/** The emoji used last on this device, the latest first. */
export function recentEmoji(): string[] {
  return (readStored('emoji') ?? '').split(' ').filter(Boolean)
}

export function rememberEmoji(emoji: string): void {
  writeStored('emoji', [emoji, ...recentEmoji().filter((other) => other !== emoji)].slice(0, kept).join(' '))
}

/** A few to react with at once: those used last, filled up with the usual ones. */
export function quickEmoji(count: number): string[] {
  return [...new Set([...recentEmoji(), ...usual])].slice(0, count)
}
