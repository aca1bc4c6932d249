import { isDeepStrictEqual } from 'node:util'

/** Where two things differ, as paths with both values; at most five. */
export function differences(seen: unknown, truth: unknown): string[] {
  return [...walk(seen, truth, '')].slice(0, 5)
}

function* walk(seen: unknown, truth: unknown, path: string): Generator<string> {
  if (isDeepStrictEqual(seen, truth)) return
  if (!isThing(seen) || !isThing(truth)) {
    yield `${path || '/'} is ${JSON.stringify(seen)}, not ${JSON.stringify(truth)}`
    return
  }
  for (const key of new Set([...Object.keys(seen), ...Object.keys(truth)])) {
    yield* walk(seen[key], truth[key], `${path}/${key}`)
  }
}

function isThing(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
