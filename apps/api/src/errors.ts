/**
 * An expected failure that the person who asked can act on. Each kind is a class of its own, thrown by a feature's rules
 * and named in its mutation's result union.
 */
export abstract class ParleyError extends Error {
  abstract override readonly name: string
}

/** You aren't signed in. */
export class UnauthenticatedError extends Error {
  override readonly name = 'UnauthenticatedError'
  readonly code = 'UNAUTHENTICATED'
  constructor() {
    super('Sign in first.')
  }
}

/** It isn't there, or it isn't for you: the two look the same. */
export class AccessError extends Error {
  override readonly name = 'AccessError'
  readonly code = 'FORBIDDEN_OR_MISSING'
  constructor() {
    super('That does not exist, or is not for you.')
  }
}

/** One input field is wrong: which, and why. */
export class InvalidInputError extends ParleyError {
  override readonly name = 'InvalidInputError'
  readonly field: string
  constructor(field: string, message: string) {
    super(message)
    this.field = field
  }
}

/** Too often in too short a time. */
export class TooManyAttemptsError extends ParleyError {
  override readonly name = 'TooManyAttemptsError'
  /** Whole seconds until it is worth trying again. */
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super(`Too many attempts. Try again in ${retryAfterSeconds} s.`)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** More to write than the server can take; nothing was written. */
export class OverloadedError extends ParleyError {
  override readonly name = 'OverloadedError'
  readonly retryAfterSeconds = 1
  constructor() {
    super('The server is busy. Nothing was lost: try again in a moment.')
  }
}

/** This node may not write now; another one may. Nothing was written: the same again, a moment later, finds a node that may. */
export class FencedError extends Error {
  override readonly name = 'FencedError'
  readonly code = 'NODE_FENCED'
  constructor() {
    super('This server is not taking part at the moment. Nothing was changed: try again in a moment.')
  }
}

/** The database does not answer, or what was asked of it was broken off: whether it was done is not known, so ask for the same again. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError'
  readonly code = 'UNAVAILABLE'
  constructor(cause: unknown) {
    super('The database does not answer now. Try again in a moment.', { cause })
  }
}
