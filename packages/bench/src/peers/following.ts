import { GraphqlSocket } from '../wire/graphql-socket.ts'

type Options = {
  token: string
  roomId: string
  document: string
  /** Also follows what concerns the person, on the same socket. */
  mine?: string
  /** Told of every message. */
  onMessage?: (text: string) => void
}
type Event = { __typename: string; seq: number; cursor: string; message?: { text: string } }
type Next = { type: string; id?: string; payload?: { data?: { roomEvents?: Event }; errors?: unknown } }

const mineId = 'me'

/** One client that follows a room through lost lines: it keeps its cursor, and checks that no event is missing or comes twice. */
export class Following {
  readonly #options: Options
  #socket: GraphqlSocket | null = null
  #last: Event | null = null
  #received = 0
  #wanted = 0
  #wrong: Error | null = null
  #enough = Promise.withResolvers<void>()

  constructor(options: Options) {
    this.#options = options
  }

  /** Connects and goes on after its cursor. What it has is counted from here. */
  async come(port: number, path?: string): Promise<void> {
    const { token, roomId, document, mine } = this.#options
    this.#received = 0
    this.#wrong = null
    this.#socket = await GraphqlSocket.open({
      port,
      token,
      ...(path && { path }),
      onFrame: (_opcode, buffer, { start, end }) =>
        this.#receive(JSON.parse(buffer.toString('utf8', start, end)) as Next),
    })
    const variables = { roomId, ...(this.#last && { after: this.#last.cursor }) }
    this.#socket.subscribe(`e:${roomId}`, { operationName: 'RoomEvents', query: document, variables })
    if (mine) this.#socket.subscribe(mineId, { operationName: 'MyEvents', query: mine, variables: {} })
  }

  /** Resolves when so many events came since it came; rejects at what is wrong. */
  has(count: number): Promise<void> {
    this.#wanted = count
    if (this.#wrong) return Promise.reject(this.#wrong)
    if (this.#received >= count) return Promise.resolve()
    this.#enough = Promise.withResolvers()
    return this.#enough.promise
  }

  go(): void {
    this.#socket?.cut()
  }

  #receive({ type, id, payload }: Next): void {
    if (type === 'ping' || (type === 'next' && id === mineId && !payload?.errors)) return
    const event = payload?.data?.roomEvents
    const expected = this.#last ? this.#last.seq + 1 : event?.seq
    if (event?.__typename !== 'MessagePosted' || event.seq !== expected) {
      this.#wrong = new Error(`Not event ${expected}: ${type} ${JSON.stringify(payload ?? null)}`)
      return this.#enough.reject(this.#wrong)
    }
    this.#last = event
    this.#options.onMessage?.(event.message?.text ?? '')
    if (++this.#received === this.#wanted) this.#enough.resolve()
  }
}
