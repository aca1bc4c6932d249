/** How far somebody has read a stream: everything up to and with `seq`. */
export type Cursor = { readonly epoch: string; readonly seq: number }

/** An opaque string for clients to keep and give back. */
export function formatCursor({ epoch, seq }: Cursor): string {
  return Buffer.from(`${seq}.${epoch}`).toString('base64url')
}

/** The cursor that `formatCursor` made, or `undefined` for anything else. */
export function parseCursor(text: string): Cursor | undefined {
  const plain = Buffer.from(text, 'base64url').toString()
  const [, digits, epoch] = /^(0|[1-9]\d{0,15})\.(.*)$/s.exec(plain) ?? []
  if (digits === undefined || epoch === undefined) return undefined
  const cursor = { epoch, seq: Number(digits) }
  // Only the one true spelling: a cursor that was tampered with is refused rather than guessed at.
  return Number.isSafeInteger(cursor.seq) && formatCursor(cursor) === text ? cursor : undefined
}
