import { graphql } from '../../graphql/graphql.ts'

export const UpdateProfileMutation = graphql(`
  mutation UpdateProfile($input: UpdateProfileInput!) {
    updateProfile(input: $input) {
      __typename
      ... on Error { message }
      ... on InvalidInputError { field }
      ... on UpdateProfileSuccess { data { id name title } }
    }
  }
`)

export const ChangePasswordMutation = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      __typename
      ... on Error { message }
      ... on WeakPasswordError { suggestions }
      ... on TooManyAttemptsError { retryAfterSeconds }
      ... on ChangePasswordSuccess { data { user { id } } }
    }
  }
`)

const SessionFields = graphql(`
  fragment SessionFields on Session @_unmask {
    id
    device
    address
    createdAt
    lastUsedAt
    isCurrent
  }
`)

export const SessionsQuery = graphql(
  `
  query Sessions {
    viewer {
      user { id }
      sessions(first: 50) { edges { cursor node { id ...SessionFields } } }
    }
  }
`,
  [SessionFields],
)

export const EndSessionMutation = graphql(
  `
  mutation EndSession($id: ID!) {
    endSession(id: $id) {
      user { id }
      sessions(first: 50) { edges { cursor node { id ...SessionFields } } }
    }
  }
`,
  [SessionFields],
)

export const EndOtherSessionsMutation = graphql(
  `
  mutation EndOtherSessions {
    endOtherSessions {
      user { id }
      sessions(first: 50) { edges { cursor node { id ...SessionFields } } }
    }
  }
`,
  [SessionFields],
)
