import type { Viewer } from '../../context.ts'
import { builder } from '../../schema/builder.ts'
import { UserRef } from './user.graphql.ts'

export const ViewerRef = builder.objectRef<Viewer>('Viewer')

ViewerRef.implement({
  description: 'The person who is signed in, and what only they may see.',
  fields: (t) => ({
    user: t.field({ type: UserRef, description: 'As others see them.', resolve: (viewer) => viewer.user }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    nullable: true,
    skipTypeScopes: true,
    description: 'The person who is signed in. Null when nobody is.',
    resolve: (_root, _args, ctx) => ctx.viewer,
  }),
)
