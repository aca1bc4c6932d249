import { graphql, type ResultOf } from '../../../graphql/graphql.ts'

const EntryFields = graphql(`
  fragment Admin_entry on AuditEntry @_unmask {
    id
    at
    action
    targetType
    targetName
    details
    address
    actor { id name username }
  }
`)

export type AuditEntry = ResultOf<typeof EntryFields>

export const AuditLogQuery = graphql(
  `
  query AdminAuditLog($action: String, $actorId: ID, $first: Int!, $after: String) {
    administration {
      auditLog(action: $action, actorId: $actorId, first: $first, after: $after) {
        edges { cursor node { id ...Admin_entry } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`,
  [EntryFields],
)

/** Whom the log can be narrowed to: those who can do something now, and the one that the address names. */
export const ActorsQuery = graphql(`
  query AdminActors {
    administration {
      users(role: ADMIN, first: 100) { edges { cursor node { id user { id name } } } }
    }
  }
`)

export const ActorQuery = graphql(`
  query AdminActor($id: ID!) {
    user(id: $id) { id name }
  }
`)
