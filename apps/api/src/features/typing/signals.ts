/** What passes in a room and may be lost. */
export type Signal =
  | { type: 'TypingChanged'; roomId: string; userId: string; isTyping: boolean }
  | { type: 'PresenceChanged'; roomId: string; userId: string }

export type Signals = {
  /** What passes in a room from now on. */
  follow(roomId: string): AsyncIterableIterator<Signal>
  /** Somebody types, or stopped. Tells the room, at most every few seconds. */
  setTyping(roomId: string, userId: string, isTyping: boolean): void
}
