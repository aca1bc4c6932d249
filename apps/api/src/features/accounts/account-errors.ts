import { ParleyError } from '../../errors.ts'

/** Somebody is called so already. */
export class UsernameTakenError extends ParleyError {
  override readonly name = 'UsernameTakenError'
  constructor() {
    super('This username is taken.')
  }
}

/** The password is easily guessed: why, and what would help. */
export class WeakPasswordError extends ParleyError {
  override readonly name = 'WeakPasswordError'
  readonly suggestions: readonly string[]
  constructor(reason: string, suggestions: readonly string[]) {
    super(reason)
    this.suggestions = suggestions
  }
}

/** The server makes no new accounts. */
export class RegistrationClosedError extends ParleyError {
  override readonly name = 'RegistrationClosedError'
  constructor() {
    super('This server is not open for new accounts.')
  }
}

/** The account was closed. Told to whoever knows its password, and nobody else. */
export class AccountClosedError extends ParleyError {
  override readonly name = 'AccountClosedError'
  constructor() {
    super('This account was deactivated. An administrator of this server can open it again.')
  }
}

/** The username or the password is wrong. Which one is not told. */
export class WrongCredentialsError extends ParleyError {
  override readonly name = 'WrongCredentialsError'
  constructor() {
    super('The username or the password is wrong.')
  }
}
