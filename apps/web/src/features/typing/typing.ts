import { createStore, type Store } from '../../lib/store.ts'
import type { Person } from '../messages/message-fields.ts'

export type TypingPerson = Person & { until: number }
export type Typing = ReturnType<typeof createTyping>

/** Somebody who stops without saying so is forgotten after this. */
const longest = 6000

/** Who is writing in which room. It may be lost at any time, so each entry ends by itself. */
export function createTyping(now: () => number = Date.now) {
  const rooms = new Map<string, Store<readonly TypingPerson[]>>()

  function of(roomId: string): Store<readonly TypingPerson[]> {
    const store = rooms.get(roomId) ?? createStore<readonly TypingPerson[]>([])
    rooms.set(roomId, store)
    return store
  }

  function forget(roomId: string, isOver: (person: TypingPerson) => boolean) {
    const store = of(roomId)
    if (store.get().some(isOver)) store.set(store.get().filter((person) => !isOver(person)))
  }

  return {
    of,
    set: (roomId: string, person: Person, isTyping: boolean) => {
      const others = of(roomId)
        .get()
        .filter(({ id }) => id !== person.id)
      if (!isTyping) return forget(roomId, ({ id }) => id === person.id)
      of(roomId).set([...others, { ...person, until: now() + longest }])
      setTimeout(() => forget(roomId, ({ until }) => until <= now()), longest + 50)
    },
    stop: (roomId: string, personId: string) => forget(roomId, ({ id }) => id === personId),
  }
}

/** 'Ana is typing…', 'Ana and Ben are typing…'; empty when nobody is. */
export function typingText(names: readonly string[]): string {
  const [first, second] = names
  if (!first) return ''
  if (!second) return `${first} is typing…`
  if (names.length === 2) return `${first} and ${second} are typing…`
  if (names.length === 3) return `${first}, ${second} and ${names[2]} are typing…`
  return 'Several people are typing…'
}
