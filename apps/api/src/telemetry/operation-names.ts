/** What signed-out people send from the web app: theirs are not learned. */
const fromTheStart = ['Welcome', 'SignIn', 'Register']
const most = 100

export const otherName = 'other'

/**
 * Names of operations as metrics may tell them apart: so many that no client makes more of them than a Prometheus can bear.
 * They are learned from people who are signed in; whatever else comes is `other`.
 */
export function createOperationNames(limit = most) {
  const known = new Set(fromTheStart)
  return (name: string | null | undefined, isSignedIn: boolean): string => {
    if (!name) return otherName
    if (known.has(name)) return name
    if (!isSignedIn || known.size >= limit || name.length > 60) return otherName
    known.add(name)
    return name
  }
}
