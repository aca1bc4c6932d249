/** Who is online, over all nodes. A memory that may be a few seconds behind; never the base of a decision. */
export type Presence = {
  /** Whether somebody is connected to any node, as far as this node has heard. */
  isOnline(userId: string): boolean
  /** A socket of theirs opened here; call what it returns when it closes. */
  connect(userId: string): () => void
  /** Calls `listener` when somebody comes or goes, anywhere. Returns a function that takes it off. */
  onChange(listener: (userId: string, isOnline: boolean) => void): () => void
}
