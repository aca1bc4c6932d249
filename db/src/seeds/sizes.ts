export type Size = {
  users: number
  rooms: number
  /** All messages, replies and retracted ones included. */
  messages: number
  /** The share of the messages that one room gets for itself; else they spread as they do in a team. */
  inOneRoom?: number
  /** How far back the first of them lies. */
  days: number
}

export const sizes = {
  small: { users: 8, rooms: 6, messages: 400, days: 21 },
  medium: { users: 40, rooms: 20, messages: 8_000, days: 90 },
  large: { users: 200, rooms: 60, messages: 100_000, days: 180 },
  /** One room of a million messages: for measuring that a long history costs no more than a short one. */
  huge: { users: 200, rooms: 12, messages: 1_010_000, inOneRoom: 1_000_000 / 1_010_000, days: 730 },
} as const satisfies Record<string, Size>

export type SizeName = keyof typeof sizes
