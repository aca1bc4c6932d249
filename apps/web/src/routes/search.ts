/** The search parameter `key` as text, or nothing when it isn't there or isn't text. */
export function text<K extends string>(search: Record<string, unknown>, key: K): { [P in K]?: string } {
  const value = search[key]
  if (typeof value !== 'string' && typeof value !== 'number') return {}
  return { [key]: String(value) } as { [P in K]?: string }
}

type PaneSearch = { thread?: string | undefined; pane?: string | undefined; message?: string | undefined }

/** The address with the right pane closed. A message that was named in a thread is gone with it. */
export function withoutPane<T extends PaneSearch>(search: T): T {
  return { ...search, thread: undefined, pane: undefined, message: search.thread ? undefined : search.message }
}

/** The search parameter `key` when it is one of `values`, or nothing. */
export function choice<K extends string, const V extends string>(
  search: Record<string, unknown>,
  key: K,
  values: readonly V[],
): { [P in K]?: V } {
  const value = values.find((each) => each === search[key])
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V })
}
