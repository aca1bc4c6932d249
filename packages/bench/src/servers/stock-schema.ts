import type { EntityManager } from '@mikro-orm/mysql'
import type { RedisPubSub } from 'graphql-redis-subscriptions'
import { createSchema } from 'graphql-yoga'
import { Membership, Message, Room, User } from './stock-entities.ts'

/** What a request carries: its own EntityManager and who asks, as every tutorial has it. `em` is null without a database. */
export type StockContext = { em: EntityManager | null; userId: string | null }

type Input = { roomId: string; clientId: string; text: string }
type Person = { id: string; name: string }
type Said = { seq: number; text: string; createdAt: string; roomId: string; author: Person }

// The part of Parley's schema that the bench's documents use, under the same names: both servers get the same documents.
const typeDefs = /* GraphQL */ `
  type Query { server: String! }
  type User { id: ID! name: String! }
  type Message { id: ID! seq: Int! text: String! createdAt: String! author: User! }
  interface RoomEvent { seq: Int! }
  type MessagePosted implements RoomEvent { seq: Int! message: Message! }
  type SendMessageSuccess { data: Message! }
  interface Error { message: String! }
  type MessageTooLongError implements Error { message: String! }
  union SendMessageResult = SendMessageSuccess | MessageTooLongError
  input SendMessageInput { roomId: ID! clientId: String! text: String! }
  type Mutation { sendMessage(input: SendMessageInput!): SendMessageResult! }
  type Subscription { roomEvents(roomId: ID!, after: String): RoomEvent! }
`

const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64')
const localId = (id: string) => Buffer.from(id, 'base64').toString().split(':')[1] ?? ''
const topicOf = (roomId: string) => `room:${roomId}`

/** The stock way: one transaction of the object-relational mapper per message, published after it; each subscriber executes each event. */
export function stockSchema(pubsub: RedisPubSub) {
  let lastSeq = 0

  async function store({ em, userId }: StockContext, input: Input): Promise<Said> {
    const at = new Date()
    const { text } = input
    const roomId = localId(input.roomId)
    if (!em || !userId) {
      return { seq: ++lastSeq, text, createdAt: at.toISOString(), roomId, author: { id: 'somebody', name: 'Somebody' } }
    }
    const { user } = await em.findOneOrFail(Membership, { room: roomId, user: userId }, { populate: ['user'] })
    const message = await em.transactional((tx) => {
      const room = tx.getReference(Room, roomId)
      const author = tx.getReference(User, userId)
      const created = tx.create(Message, { room, author, clientId: input.clientId, text, createdAt: at })
      tx.persist(created)
      return created
    })
    const author = { id: user.id, name: user.name }
    return { seq: message.seq, text, createdAt: at.toISOString(), roomId, author }
  }

  return createSchema<StockContext>({
    typeDefs,
    resolvers: {
      RoomEvent: { __resolveType: () => 'MessagePosted' },
      SendMessageResult: { __resolveType: () => 'SendMessageSuccess' },
      Message: { id: (said: Said) => globalId('Message', `${said.roomId}:${said.seq}`) },
      User: { id: (user: Person) => globalId('User', user.id) },
      Mutation: {
        async sendMessage(_root, { input }: { input: Input }, context) {
          const said = await store(context, input)
          await pubsub.publish(topicOf(input.roomId), said)
          return { data: said }
        },
      },
      Subscription: {
        roomEvents: {
          subscribe: (_root, { roomId }: { roomId: string }) => pubsub.asyncIterableIterator<Said>(topicOf(roomId)),
          resolve: (said: Said) => ({ seq: said.seq, message: said }),
        },
      },
    },
  })
}
