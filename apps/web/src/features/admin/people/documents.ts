import { graphql, type ResultOf } from '../../../graphql/graphql.ts'

const PersonFields = graphql(`
  fragment Admin_person on AdminUser @_unmask {
    id
    sessionCount
    roomCount
    user { id username name title role presence lastSeenAt createdAt isDeactivated }
  }
`)

export type AdminPerson = ResultOf<typeof PersonFields>

export const AdminPeopleQuery = graphql(
  `
  query AdminPeople($search: String, $role: UserRole, $isDeactivated: Boolean, $first: Int!, $after: String) {
    administration {
      users(search: $search, role: $role, isDeactivated: $isDeactivated, first: $first, after: $after) {
        edges { cursor node { id ...Admin_person } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`,
  [PersonFields],
)

export const SetUserRoleMutation = graphql(
  `
  mutation SetUserRole($input: SetUserRoleInput!) {
    setUserRole(input: $input) {
      __typename
      ... on Error { message }
      ... on SetUserRoleSuccess { data { id ...Admin_person } }
    }
  }
`,
  [PersonFields],
)

export const DeactivateUserMutation = graphql(
  `
  mutation DeactivateUser($input: AdminUserInput!) {
    deactivateUser(input: $input) {
      __typename
      ... on Error { message }
      ... on DeactivateUserSuccess { data { id ...Admin_person } }
    }
  }
`,
  [PersonFields],
)

export const ReactivateUserMutation = graphql(
  `
  mutation ReactivateUser($input: AdminUserInput!) {
    reactivateUser(input: $input) {
      __typename
      ... on ReactivateUserSuccess { data { id ...Admin_person } }
    }
  }
`,
  [PersonFields],
)

export const SignOutUserMutation = graphql(
  `
  mutation SignOutUser($input: AdminUserInput!) {
    signOutUser(input: $input) {
      __typename
      ... on SignOutUserSuccess { data { id ...Admin_person } }
    }
  }
`,
  [PersonFields],
)

export const CreateUserMutation = graphql(
  `
  mutation CreateUser($input: CreateUserInput!) {
    createUser(input: $input) {
      __typename
      ... on Error { message }
      ... on InvalidInputError { field }
      ... on WeakPasswordError { suggestions }
      ... on CreateUserSuccess { data { id ...Admin_person } }
    }
  }
`,
  [PersonFields],
)

export const ResetPasswordMutation = graphql(
  `
  mutation ResetPassword($input: ResetPasswordInput!) {
    resetPassword(input: $input) {
      __typename
      ... on Error { message }
      ... on WeakPasswordError { suggestions }
      ... on ResetPasswordSuccess { data { id ...Admin_person } }
    }
  }
`,
  [PersonFields],
)
