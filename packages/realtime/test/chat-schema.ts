import {
  type GraphQLFieldConfigMap,
  GraphQLBoolean,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
} from 'graphql'
import { type Feeds, feedSource, parseCursor, type Reset } from '../src/index.ts'
import type { TestEvent } from './memory-log.ts'

export type Viewer = { readonly name: string; readonly role: 'member' | 'admin' }
export type TestContext = { readonly viewer: Viewer; readonly feeds: Feeds<TestEvent> }

const viewerDependent = { viewerDependent: true }
const text = { type: GraphQLString }

/** A small schema with all that static analysis has to look through: interfaces, unions, lists, arguments, errors, promises. */
function authorFields(): GraphQLFieldConfigMap<TestEvent, TestContext> {
  return {
    name: { ...text, resolve: (event) => `author ${event.seq % 3}` },
    isMe: {
      type: GraphQLBoolean,
      extensions: viewerDependent,
      resolve: (event, _, { viewer }) => viewer.name === `author ${event.seq % 3}`,
    },
    secret: {
      ...text,
      resolve: (event, _, { viewer }) => (viewer.role === 'admin' ? `s${event.seq}` : Promise.reject(new Error('no'))),
    },
  }
}

const Author = new GraphQLObjectType<TestEvent, TestContext>({ name: 'Author', fields: authorFields })
const Bot = new GraphQLObjectType<TestEvent, TestContext>({
  name: 'Bot',
  fields: () => ({ ...authorFields(), version: { type: GraphQLInt, resolve: (event) => event.seq } }),
})
const Sender = new GraphQLUnionType({
  name: 'Sender',
  types: [Author, Bot],
  resolveType: (event: TestEvent) => (event.seq % 2 === 0 ? 'Bot' : 'Author'),
})
const Draft = new GraphQLObjectType<TestEvent, TestContext>({
  name: 'Draft',
  extensions: viewerDependent,
  fields: { text: { ...text, resolve: (_, __, { viewer }) => `draft of ${viewer.name}` } },
})

function eventFields(): GraphQLFieldConfigMap<TestEvent, TestContext> {
  return {
    seq: { type: new GraphQLNonNull(GraphQLInt) },
    text: {
      ...text,
      args: { upper: { type: GraphQLBoolean, defaultValue: false }, times: { type: GraphQLInt } },
      resolve: (event, { upper, times }: { upper: boolean; times?: number }) =>
        (upper ? event.text.toUpperCase() : event.text).repeat(times ?? 1),
    },
    later: { ...text, resolve: async (event) => `later ${event.seq}` },
    author: { type: Author, resolve: (event) => event },
    senders: { type: new GraphQLList(new GraphQLNonNull(Sender)), resolve: (event) => [event, { ...event, seq: 0 }] },
    // Fails for some, and what it fails in is null.
    fragile: {
      type: GraphQLString,
      resolve: (event) => {
        if (event.seq % 2 === 0) throw new Error(`broken ${event.seq}`)
        return 'whole'
      },
    },
    strict: { type: new GraphQLNonNull(GraphQLString), resolve: (event) => (event.seq % 5 === 0 ? null : 'there') },
  }
}

const Event = new GraphQLInterfaceType({
  name: 'Event',
  fields: eventFields,
  resolveType: (event: TestEvent | Reset) =>
    'reason' in event ? 'ResetEvent' : event.seq % 3 === 0 ? 'Edited' : 'Posted',
})
const types = [
  new GraphQLObjectType({
    name: 'Posted',
    interfaces: [Event],
    fields: () => ({ ...eventFields(), draft: { type: Draft, resolve: (event) => event } }),
  }),
  new GraphQLObjectType<TestEvent, TestContext>({
    name: 'Edited',
    interfaces: [Event],
    // One of the types behind the interface marks what the interface doesn't.
    fields: () => ({
      ...eventFields(),
      later: { ...text, extensions: viewerDependent, resolve: async (_, __, { viewer }) => `later for ${viewer.name}` },
    }),
  }),
  new GraphQLObjectType({ name: 'ResetEvent', interfaces: [Event], fields: eventFields }),
]

export const schema = new GraphQLSchema({
  types,
  query: new GraphQLObjectType({ name: 'Query', fields: { hello: { ...text, resolve: () => 'world' } } }),
  subscription: new GraphQLObjectType<unknown, TestContext>({
    name: 'Subscription',
    fields: {
      events: {
        type: new GraphQLNonNull(Event),
        args: { stream: { type: new GraphQLNonNull(GraphQLString) }, after: text },
        resolve: (event) => event,
        subscribe: (_, { stream, after }: { stream: string; after?: string }, { feeds, viewer }) => {
          if (stream === 'forbidden') throw new Error('You may not.')
          return feedSource(feeds, stream, {
            after: after === undefined ? undefined : parseCursor(after),
            who: viewer.name,
            onReset: (reset) => ({ seq: reset.head, text: `reset ${reset.reason}`, reason: reset.reason }),
          })
        },
      },
    },
  }),
})
