import { writeSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { TLSSocket } from 'node:tls'

/** Where Node keeps a socket's descriptor: gone, or -1, as soon as it's closed. */
type WithHandle = { readonly _handle?: { readonly fd: number } | null }

/** Whether what is written to it goes to the system as it is. */
export function isPlainTcp(raw: Writable): boolean {
  return raw instanceof Socket && !(raw instanceof TLSSocket)
}

/**
 * Writes to a plain TCP socket past its stream, whose account of each write costs a tenth of what the write itself does. What the
 * system doesn't take at once goes to the stream, and so does all that comes while something waits there.
 */
export function writeThrough(raw: Writable, bytes: Buffer): void {
  const fd = raw.writableLength === 0 ? ((raw as WithHandle)._handle?.fd ?? -1) : -1
  const written = fd < 0 ? 0 : writeNow(fd, bytes)
  if (written < bytes.length) raw.write(bytes.subarray(written))
}

function writeNow(fd: number, bytes: Buffer): number {
  try {
    return writeSync(fd, bytes)
  } catch {
    // It's full, or it's broken: the stream finds out which.
    return 0
  }
}
