import type { Context } from '../context.ts'
import { Loaders } from '../loader.ts'
import type { EventRows } from './events.ts'

type Primer = (ctx: Context, rows: EventRows, roomId: string) => void
type WithRows = { roomId: string; rows?: EventRows | undefined }

const primers: Primer[] = []

/** A slice says which of its loaders an event's rows answer. */
export function definePrimer(primer: Primer): void {
  primers.push(primer)
}

/**
 * Makes a context ready to be asked about one event: with the rows that came along with it. Without rows, events of one
 * batch may share what is read for them; two events' rows never mix, since each shows its own moment.
 */
export function forEvent<C extends Context>(ctx: C, event: WithRows): C {
  if (!event.rows) return ctx
  const own = { ...ctx, loaders: new Loaders() }
  takeIn(own, event.rows, event.roomId)
  return own
}

/** Answers the loaders' questions in advance, as far as these rows do. */
export function takeIn(ctx: Context, rows: EventRows, roomId: string): void {
  ctx.loaders.primeWith(() => {
    for (const primer of primers) primer(ctx, rows, roomId)
  })
}

/** The event, its context made ready where nobody has done so: in a subscription that is executed for one alone. */
export function primed<E extends object>(ctx: Context, event: E): E {
  if (!ctx.isShared) ctx.loaders = forEvent({ ...ctx, loaders: new Loaders() }, event as E & WithRows).loaders
  return event
}
