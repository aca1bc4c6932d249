import type { PublicUser } from '../../realtime/events.ts'
import { builder, connectionCost } from '../../schema/builder.ts'
import { page } from '../../paging.ts'
import { nameCursor } from '../../names.ts'
import { findPeople } from './people.ts'
import { UserConnection, UserRef } from './user.graphql.ts'
import { userLoader } from './user.loader.ts'

builder.queryFields((t) => ({
  user: t.field({
    type: UserRef,
    nullable: true,
    description: 'A person by id. Null when there is none.',
    args: { id: t.arg.globalID({ required: true, for: UserRef, description: 'Who.' }) },
    resolve: (_root, { id }, ctx) => userLoader(ctx).load(id.id),
  }),
  users: t.connection(
    {
      type: UserRef,
      description: 'The people of this server, by name.',
      complexity: connectionCost,
      args: { search: t.arg.string({ description: 'Only those whose username, or a word of whose name, starts so.' }) },
      resolve: (_root, args, ctx) =>
        page({
          args,
          cursor: { of: (user: PublicUser) => nameCursor.of(user.name, user.id), parse: nameCursor.parse },
          read: (slice) => findPeople(ctx, args.search ?? '', slice),
        }),
    },
    UserConnection,
  ),
}))
