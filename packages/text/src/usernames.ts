/** 2–32 of a–z 0–9 . _ - starting with a letter or digit, not ending in '.'. Reserved names match too: see `isUsername`. */
export const usernamePattern = /^[a-z0-9][a-z0-9._-]{0,30}[a-z0-9_-]$/

const reserved = new Set(
  'admin administrator all api bot channel everyone everybody here me moderator nobody null parley room root support system team undefined'.split(
    ' ',
  ),
)

/** Whether the name is one that nobody may take, because it means something (`all`) or could deceive (`system`). */
export function isReservedUsername(name: string): boolean {
  return reserved.has(name.toLowerCase())
}

/** Whether somebody may be called so. Usernames are lower-case: lower the case of what was typed first. */
export function isUsername(name: string): boolean {
  return usernamePattern.test(name) && !reserved.has(name)
}
