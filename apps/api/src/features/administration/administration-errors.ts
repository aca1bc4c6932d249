import { ParleyError } from '../../errors.ts'

/** A server needs somebody who looks after it. */
export class LastAdministratorError extends ParleyError {
  override readonly name = 'LastAdministratorError'
  constructor() {
    super('This is the only active administrator. Make somebody else an administrator first.')
  }
}

/** What others must do, not oneself: it would lock one out, or go round one's own password. */
export class ThatIsYouError extends ParleyError {
  override readonly name = 'ThatIsYouError'
  constructor(instead: string) {
    super(`That is your own account. ${instead}`)
  }
}
