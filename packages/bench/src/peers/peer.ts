import type { OnFrame } from '../wire/frames.ts'

/** How the load talks to one server: everybody of a crowd follows one room, somebody says things there. */
export interface FanoutPeer extends AsyncDisposable {
  readonly name: string
  /** The server's process. */
  readonly pid: number
  /** Opens a subscriber's socket. Whether the server counts it in already can only be told by what it gets. */
  follow(index: number, onFrame: OnFrame): Promise<Follower>
  /** Says a text with a marker in it. Throws, later or at once, when the server refuses. */
  say(text: string): Promise<void>
}

export type Follower = { cut(): void }
