/** The search parameter `key` as text, or nothing when it isn't there or isn't text. */
export function text<K extends string>(search: Record<string, unknown>, key: K): { [P in K]?: string } {
  const value = search[key]
  if (typeof value !== 'string' && typeof value !== 'number') return {}
  return { [key]: String(value) } as { [P in K]?: string }
}
