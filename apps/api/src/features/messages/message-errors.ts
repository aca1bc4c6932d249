import { messageLimit } from '@parley/text'
import { ParleyError } from '../../errors.ts'

/** A text over the limit. */
export class MessageTooLongError extends ParleyError {
  override readonly name = 'MessageTooLongError'
  readonly limit = messageLimit
  readonly length: number
  constructor(length: number) {
    super(`A message has at most ${messageLimit} characters; this one has ${length}.`)
    this.length = length
  }
}

/** Nothing but white space. */
export class EmptyMessageError extends ParleyError {
  override readonly name = 'EmptyMessageError'
  constructor() {
    super('Write something first.')
  }
}

/** The message was retracted: nothing is left to edit or to react to. */
export class MessageRetractedError extends ParleyError {
  override readonly name = 'MessageRetractedError'
  constructor() {
    super('This message was deleted.')
  }
}
