import { resolveArrayConnection } from '@pothos/plugin-relay'
import { pageSize } from '../../paging.ts'
import { builder, connectionCost, viewerDependent } from '../../schema/builder.ts'
import { mySessions, type PublicSession, sessionLoader } from './session.loader.ts'
import { ViewerRef } from './viewer.graphql.ts'

export const SessionRef = builder.objectRef<PublicSession>('Session')

export const SessionConnection = builder.connectionObject(
  { type: SessionRef, name: 'SessionConnection', description: 'A page of sessions.' },
  { name: 'SessionEdge', description: 'One of them, and where it lies in the list.' },
)

builder.node(SessionRef, {
  description: 'One sign-in of the viewer on one device.',
  id: { resolve: (session) => session.id, description: 'Identifies the session everywhere.' },
  loadMany: (ids, ctx) => ids.map((id) => sessionLoader(ctx).load(id)),
  fields: (t) => ({
    device: t.exposeString('device', { description: 'The browser and the system, as in “Chrome on Windows”.' }),
    address: t.exposeString('address', { nullable: true, description: 'The network address that signed in.' }),
    createdAt: t.field({ type: 'DateTime', description: 'When it began.', resolve: (session) => session.created_at }),
    lastUsedAt: t.field({
      type: 'DateTime',
      description: 'When it was last used, to the minute.',
      resolve: (session) => session.last_used_at,
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'When it ends by itself: 90 days after a remembered sign-in, else 24 hours after the last use.',
      resolve: (session) => session.expires_at,
    }),
    isCurrent: t.boolean({
      ...viewerDependent,
      description: 'It is the one that asks. Depends on who looks.',
      resolve: (session, _args, ctx) => session.id === ctx.viewer?.sessionId,
    }),
  }),
})

builder.objectFields(ViewerRef, (t) => ({
  session: t.field({
    type: SessionRef,
    description: 'The session that asks.',
    resolve: (viewer, _args, ctx) => sessionLoader(ctx).load(viewer.sessionId).then(demand),
  }),
  sessions: t.connection(
    {
      type: SessionRef,
      description: 'Where I am signed in, the last used one first.',
      complexity: connectionCost,
      resolve: async (_viewer, args, ctx) =>
        resolveArrayConnection({ args, maxSize: pageSize.max, defaultSize: pageSize.default }, await mySessions(ctx)),
    },
    SessionConnection,
  ),
}))

function demand<T>(value: T | null): T {
  if (value === null) throw new Error('The session that asks has just ended.')
  return value
}
