/**
 * Why the server closes a socket, and what a client should do then. 'back' means: come back by yourself, after a moment
 * and with some jitter, and go on from your cursors. 'stay away': coming back with the same would end the same.
 */
export const closeCodes = {
  /** The node stops, for a restart or an upgrade. */
  restarting: { code: 1012, reason: 'Restarting: come back.', client: 'back' },
  /** The client reads more slowly than the server writes; what it missed it gets by its cursors. */
  tooSlow: { code: 1013, reason: 'Too slow: come back with your cursors.', client: 'back' },
  /** The database does not answer, so it can't be told who this is. */
  unavailable: { code: 1013, reason: 'Not available now: come back.', client: 'back' },
  /** A frame larger than the server reads. */
  tooBig: { code: 1009, reason: 'Message too big.', client: 'stay away' },
  /** The session ended: signed out, here or elsewhere, or expired. Sign in again. */
  sessionEnded: { code: 4401, reason: 'Session ended.', client: 'stay away' },
  /** The token of connection_init is not, or no longer, good. */
  forbidden: { code: 4403, reason: 'Forbidden', client: 'stay away' },
  /** What the person may do on this server changed: come back, as what they are now. */
  roleChanged: { code: 4205, reason: 'Your role changed: come back.', client: 'back' },
  /** This person has as many sockets open as one may have. */
  tooManyOfUser: { code: 4429, reason: 'Too many connections of this account.', client: 'back' },
  /** This address has as many sockets open as one may have. */
  tooManyOfAddress: { code: 4430, reason: 'Too many connections from this address.', client: 'back' },
  /** A bug of the server. */
  internalError: { code: 4500, reason: 'Internal server error', client: 'back' },
} as const satisfies Record<string, CloseCode>

export type CloseCode = { code: number; reason: string; client: 'back' | 'stay away' }
