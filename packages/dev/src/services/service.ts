/** A server that runs for as long as somebody needs it. */
export interface Service extends AsyncDisposable {
  /** Where it listens, with everything that a client needs to connect. */
  readonly url: string
  /** Process id of the server, or undefined when it was already running and isn't ours. */
  readonly pid: number | undefined
  /** Stops it in good order and removes its folder. Stopping twice is fine. Does nothing to a server that isn't ours. */
  stop(): Promise<void>
  /** Ends it at once (SIGKILL) and keeps its folder, so that `restart` finds what was durable. */
  kill(): Promise<void>
  /** Starts it again on the same port and folder, after `kill` or while it runs. Resolves when it answers. */
  restart(): Promise<void>
}

/** No way was found to have the server. The message says what to install; show it and nothing else. */
export class ServiceUnavailableError extends Error {
  override name = 'ServiceUnavailableError'
}

/** A server that somebody else runs: used as it is. */
export function foreignService(url: string): Service {
  const refuse = async () => {
    throw new Error(`${url} was given from outside: it can't be killed or restarted here.`)
  }
  const nothing = async () => {}
  return { url, pid: undefined, stop: nothing, kill: refuse, restart: refuse, [Symbol.asyncDispose]: nothing }
}
