import { messageLimit, nameLimit, roomNameLimit, topicLimit } from '@parley/text'
import { builder } from '../../schema/builder.ts'
import { version } from '../../version.ts'
import { isServerEmpty } from './accounts.ts'

const limits = {
  messageLength: messageLimit,
  roomNameLength: roomNameLimit,
  topicLength: topicLimit,
  userNameLength: nameLimit,
}

const Limits = builder.objectRef<typeof limits>('Limits').implement({
  description: 'How long texts may be, in Unicode code points.',
  fields: (t) => ({
    messageLength: t.exposeInt('messageLength', { description: 'Of a message.' }),
    roomNameLength: t.exposeInt('roomNameLength', { description: 'Of the name of a room.' }),
    topicLength: t.exposeInt('topicLength', { description: 'Of the topic of a room.' }),
    userNameLength: t.exposeInt('userNameLength', { description: 'Of the name of a person.' }),
  }),
})

const Server = builder.objectRef<{ name: string }>('Server').implement({
  description: 'This server, as everybody may see it before they sign in.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is called.' }),
    version: t.string({ description: 'The version of Parley that it runs.', resolve: () => version }),
    isEmpty: t.boolean({
      description: 'True until the first account is made; that one becomes the administrator.',
      resolve: (_server, _args, ctx) => isServerEmpty(ctx),
    }),
    registrationOpen: t.boolean({
      description: 'Whether anybody can make an account.',
      resolve: async (_server, _args, ctx) => ctx.core.config.isRegistrationOpen || isServerEmpty(ctx),
    }),
    limits: t.field({ type: Limits, description: 'How long texts may be.', resolve: () => limits }),
  }),
})

builder.queryField('server', (t) =>
  t.field({
    type: Server,
    skipTypeScopes: true,
    description: 'This server. Nobody needs to sign in to see it.',
    resolve: (_root, _args, ctx) => ({ name: ctx.core.config.name }),
  }),
)
