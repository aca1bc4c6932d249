import { graphql } from '../../graphql/graphql.ts'

export const WelcomeQuery = graphql(`
  query Welcome {
    server { name isEmpty registrationOpen }
    viewer { user { id } }
  }
`)

export const SignInMutation = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on Error { message }
      ... on TooManyAttemptsError { retryAfterSeconds }
      ... on InvalidInputError { field }
      ... on SignInSuccess { data { viewer { user { id } } } }
    }
  }
`)

export const RegisterMutation = graphql(`
  mutation Register($input: RegisterInput!) {
    register(input: $input) {
      __typename
      ... on Error { message }
      ... on TooManyAttemptsError { retryAfterSeconds }
      ... on InvalidInputError { field }
      ... on WeakPasswordError { suggestions }
      ... on RegisterSuccess { data { viewer { user { id } } } }
    }
  }
`)

export const SignOutMutation = graphql(`
  mutation SignOut { signOut }
`)
