import type { Context } from '../context.ts'
import type { EventRows } from './events.ts'

type Primer = (ctx: Context, rows: EventRows, roomId: string) => void

const primers: Primer[] = []

/** A slice says which of its loaders an event's rows answer. */
export function definePrimer(primer: Primer): void {
  primers.push(primer)
}

/** Forgets what was read for the event before and takes in the rows that came with this one. */
export function prime(ctx: Context, event: { roomId: string; rows?: EventRows | undefined }): void {
  ctx.loaders = new Map()
  if (event.rows) for (const primer of primers) primer(ctx, event.rows, event.roomId)
}
