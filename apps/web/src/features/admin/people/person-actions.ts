import type { Client } from '@urql/core'
import { problemOf } from '../../../lib/problem-of.ts'
import { countOf } from '../format.ts'
import {
  type AdminPerson,
  DeactivateUserMutation,
  ReactivateUserMutation,
  SetUserRoleMutation,
  SignOutUserMutation,
} from './documents.ts'

/** What is asked about and then done; setting a password has a form of its own. */
export type PersonAction = 'promote' | 'demote' | 'deactivate' | 'reactivate' | 'signOut'

type Words = {
  title: (name: string) => string
  action: string
  tone: 'primary' | 'danger'
  text: (person: AdminPerson) => string
  done: (name: string) => string
}

export const words: Record<PersonAction, Words> = {
  promote: {
    title: (name) => `Make ${name} an administrator?`,
    action: 'Make administrator',
    tone: 'primary',
    text: () =>
      'Administrators look after accounts, rooms and nodes, and can make others administrators. Private rooms and direct messages stay closed to them.',
    done: (name) => `${name} is an administrator.`,
  },
  demote: {
    title: (name) => `Make ${name} a member?`,
    action: 'Make member',
    tone: 'danger',
    text: () =>
      'They lose the administration at once, also where they have it open. Their rooms and messages stay theirs.',
    done: (name) => `${name} is a member.`,
  },
  deactivate: {
    title: (name) => `Deactivate ${name}?`,
    action: 'Deactivate',
    tone: 'danger',
    text: ({ sessionCount }) =>
      `They are signed out at once${sessionCount > 0 ? `, on ${countOf(sessionCount, 'device')}` : ''}, and can’t sign in. What they wrote stays. You can reactivate the account at any time.`,
    done: (name) => `${name} is deactivated.`,
  },
  reactivate: {
    title: (name) => `Reactivate ${name}?`,
    action: 'Reactivate',
    tone: 'primary',
    text: () => 'They can sign in again, with the password that they had, and are in their rooms as before.',
    done: (name) => `${name} can sign in again.`,
  },
  signOut: {
    title: (name) => `Sign ${name} out everywhere?`,
    action: 'Sign out',
    tone: 'danger',
    text: ({ sessionCount }) =>
      `${sessionCount === 1 ? 'Their session ends' : `Their ${countOf(sessionCount, 'session')} end`} at once. They can sign in again with their password.`,
    done: (name) => `${name} is signed out everywhere.`,
  },
}

/** Does it; answers what went wrong, in words. */
export async function runPersonAction(
  client: Client,
  action: PersonAction,
  userId: string,
): Promise<string | undefined> {
  const variables = { input: { userId } }
  switch (action) {
    case 'promote':
    case 'demote': {
      const input = { userId, role: action === 'promote' ? ('ADMIN' as const) : ('MEMBER' as const) }
      const { data, error } = await client.mutation(SetUserRoleMutation, { input }).toPromise()
      return problemOf(data?.setUserRole, error)
    }
    case 'deactivate': {
      const { data, error } = await client.mutation(DeactivateUserMutation, variables).toPromise()
      return problemOf(data?.deactivateUser, error)
    }
    case 'reactivate': {
      const { data, error } = await client.mutation(ReactivateUserMutation, variables).toPromise()
      return problemOf(data?.reactivateUser, error)
    }
    case 'signOut': {
      const { data, error } = await client.mutation(SignOutUserMutation, variables).toPromise()
      return problemOf(data?.signOutUser, error)
    }
  }
}
