import { InvalidInputError } from './errors.ts'

/** Throws an InvalidInputError when an id that a client made could not be kept as it is in every database. */
export function demandClientId(clientId: string): void {
  if (!/^[\x21-\x7e]{1,64}$/.test(clientId)) {
    throw new InvalidInputError('clientId', 'A clientId has 1 to 64 visible ASCII characters; use a UUID.')
  }
}
