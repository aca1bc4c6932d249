/** Whether an error of the database means that a unique key was there already. */
export function isDuplicate(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ('code' in e && e.code === 'ER_DUP_ENTRY') return true
    if (/UNIQUE constraint failed/i.test(e.message)) return true
  }
  return false
}
