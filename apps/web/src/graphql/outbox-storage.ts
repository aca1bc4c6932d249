/** A message that was written but not acknowledged. */
export type Unsent = {
  clientId: string
  roomId: string
  rootId: string | null
  text: string
  /** Milliseconds since 1970. */
  createdAt: number
  /** Why the server refused it; null while it is still to be sent. */
  problem: string | null
}

export type OutboxStorage = {
  load: (owner: string) => Unsent[]
  save: (owner: string, message: Unsent) => void
  remove: (owner: string, clientId: string) => void
}

const keyOf = (owner: string, clientId: string) => `parley:outbox:${owner}:${clientId}`

/** One key per message: two tabs never write over each other's. A full or forbidden storage costs survival of a reload only. */
export function createOutboxStorage(storage: () => Storage): OutboxStorage {
  return {
    load: (owner) =>
      attempt(() => {
        const prefix = keyOf(owner, '')
        const keys = Object.keys(storage()).filter((key) => key.startsWith(prefix))
        return keys.flatMap((key) => parse(storage().getItem(key))).toSorted((a, b) => a.createdAt - b.createdAt)
      }) ?? [],
    save: (owner, message) =>
      void attempt(() => storage().setItem(keyOf(owner, message.clientId), JSON.stringify(message))),
    remove: (owner, clientId) => void attempt(() => storage().removeItem(keyOf(owner, clientId))),
  }
}

function parse(json: string | null): Unsent[] {
  try {
    return json ? [JSON.parse(json) as Unsent] : []
  } catch {
    return []
  }
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
