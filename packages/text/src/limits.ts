/** How long texts may be, in Unicode code points (see `lengthOf`). */
export const messageLimit = 8000
export const roomNameLimit = 80
export const topicLimit = 250
export const nameLimit = 80
export const titleLimit = 120

/** The length in code points: what the limits count, the same in every language and database. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length += 1
  return length
}
