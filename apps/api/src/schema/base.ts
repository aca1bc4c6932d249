import { GraphQLError } from 'graphql'
import { InvalidInputError, OverloadedError, TooManyAttemptsError } from '../errors.ts'
import { builder } from './builder.ts'

// What every slice builds on: the root types, the scalar of times, the interface of expected errors.

builder.queryType({
  description: 'What can be read.',
  authScopes: { signedIn: true },
})

builder.mutationType({
  description: 'What can be done. Each answers with a union of its success and the errors that its user can act on.',
  authScopes: { signedIn: true },
})

builder.subscriptionType({
  description: 'What can be followed. Over WebSocket (graphql-transport-ws) or server-sent events.',
  authScopes: { signedIn: true },
})

builder.scalarType('DateTime', {
  description: 'A moment, as an ISO 8601 string in UTC with milliseconds.',
  serialize: (ms) => new Date(ms).toISOString(),
  parseValue: (value) => {
    const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
    if (Number.isNaN(ms)) throw new GraphQLError('A DateTime is an ISO 8601 string, as in 2026-01-31T12:00:00.000Z.')
    return ms
  },
})

export const ErrorInterface = builder.interfaceRef<Error>('Error').implement({
  description: 'An error that the person who asked can act on.',
  fields: (t) => ({ message: t.exposeString('message', { description: 'What went wrong and what to do, in words.' }) }),
})

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  description: 'One field of the input is wrong.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ field: t.exposeString('field', { description: 'The name of the input field.' }) }),
})

builder.objectType(TooManyAttemptsError, {
  name: 'TooManyAttemptsError',
  description: 'Too often in too short a time.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', { description: 'Seconds until it is worth trying again.' }),
  }),
})

builder.objectType(OverloadedError, {
  name: 'OverloadedError',
  description: 'The server has more to write than it can; nothing was written. Try again, with the same clientId.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', { description: 'Seconds until it is worth trying again.' }),
  }),
})
