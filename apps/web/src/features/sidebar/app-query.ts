import { graphql, type ResultOf } from '../../graphql/graphql.ts'

/** What one row of the sidebar shows. */
export const SidebarMembershipFragment = graphql(`
  fragment Sidebar_membership on Membership @_unmask {
    id
    role
    readSeq
    readCount
    mentionCount
    room {
      id
      kind
      name
      topic
      isDefault
      isArchived
      messageCount
      lastSeq
      lastMessageAt
      directMembers { id username name presence }
    }
  }
`)

/** The one query that opens the app: the server, who I am, and my rooms. Read afresh whenever the line comes back. */
export const AppQuery = graphql(
  `
  query App {
    server {
      name
      version
      isEmpty
      registrationOpen
      limits { messageLength roomNameLength topicLength userNameLength }
    }
    viewer {
      user { id username name title role presence }
      session { id }
      memberships(first: 200) {
        edges { cursor node { id ...Sidebar_membership } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`,
  [SidebarMembershipFragment],
)

/** What the first page of the viewer's rooms left out. */
export const MoreMemberships = graphql(
  `
  query MoreMemberships($after: String!) {
    viewer {
      memberships(first: 200, after: $after) {
        edges { cursor node { id ...Sidebar_membership } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`,
  [SidebarMembershipFragment],
)

export type AppData = ResultOf<typeof AppQuery>
export type SidebarMembership = ResultOf<typeof SidebarMembershipFragment>
