/** What this browser remembers under `parley.<key>`; null when it doesn't, or when storage is refused. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(`parley.${key}`)
  } catch {
    return null
  }
}

/** Remembers it if the browser lets us; `null` forgets it. */
export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`parley.${key}`)
    else localStorage.setItem(`parley.${key}`, value)
  } catch {
    // A full or forbidden storage costs a preference, nothing more.
  }
}
