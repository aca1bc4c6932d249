export type Report = (error: unknown) => void

/** Thrown from a microtask, where the process's own handler sees it and nobody's work is interrupted. */
export function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}

/** An `onError` that may throw without leaving anything half done. */
export function safely(onError: Report): Report {
  return (error) => {
    try {
      onError(error)
    } catch (thrown) {
      throwLater(thrown)
    }
  }
}
