/** What a client says, as it was read; what is no message of the protocol is a text. */
export type Message = string | { readonly type?: unknown; readonly id?: unknown }
type Take = (message: Message) => Promise<void>

type Parts = {
  take: Take
  /** Called for an id that an operation has already. */
  refuse(id: string): void
  /** Who has gone, or is being sent away, may still talk, and is not heard. */
  isOpen(): boolean
}

/** An operation that isn't over yet for the protocol's server. */
type UnderWay = { isCompleted: boolean; next: Message | null }

/**
 * Lets a client use an operation's id again as soon as it has completed it. For graphql-ws an operation lasts until its
 * last answer is out, and by its id alone it can't be told from the next: that would begin beside it, and end with it. So the next
 * waits for it here.
 */
export function inTurns({ take, refuse, isOpen }: Parts): Take {
  const underWay = new Map<string, UnderWay>()

  /** A loop, so that nothing is left of those before, however often an id is used again. */
  async function begin(id: string, message: Message | null): Promise<void> {
    while (message !== null) {
      const own: UnderWay = { isCompleted: false, next: null }
      underWay.set(id, own)
      try {
        await take(message)
      } finally {
        underWay.delete(id)
      }
      message = isOpen() ? own.next : null
    }
  }

  return async (message) => {
    if (!isOpen()) return
    if (typeof message === 'string' || typeof message.id !== 'string') return take(message)
    const { type, id } = message
    const before = underWay.get(id)
    if (type === 'subscribe') {
      if (!before) return begin(id, message)
      if (!before.isCompleted || before.next) return refuse(id)
      before.next = message
      return
    }
    if (type === 'complete' && before) {
      before.isCompleted = true
      before.next = null
    }
    return take(message)
  }
}
