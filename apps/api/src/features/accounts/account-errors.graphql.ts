import { ErrorInterface } from '../../schema/base.ts'
import { builder } from '../../schema/builder.ts'
import {
  AccountClosedError,
  RegistrationClosedError,
  UsernameTakenError,
  WeakPasswordError,
  WrongCredentialsError,
} from './account-errors.ts'

builder.objectType(UsernameTakenError, {
  name: 'UsernameTakenError',
  description: 'Somebody is called so already.',
  interfaces: [ErrorInterface],
})

builder.objectType(WeakPasswordError, {
  name: 'WeakPasswordError',
  description: 'The password is easily guessed: why, in `message`; what would help, in `suggestions`.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ suggestions: t.exposeStringList('suggestions', { description: 'What would help.' }) }),
})

builder.objectType(RegistrationClosedError, {
  name: 'RegistrationClosedError',
  description: 'The server makes no new accounts.',
  interfaces: [ErrorInterface],
})

builder.objectType(AccountClosedError, {
  name: 'AccountClosedError',
  description: 'The account was deactivated by an administrator. Told only to who knows its password.',
  interfaces: [ErrorInterface],
})

builder.objectType(WrongCredentialsError, {
  name: 'WrongCredentialsError',
  description: 'The username or the password is wrong. Which one is not told.',
  interfaces: [ErrorInterface],
})
