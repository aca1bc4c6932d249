import type { Code } from 'micromark-util-types'

export const plus = 43
export const dash = 45
export const dot = 46
export const slash = 47
export const colon = 58
export const at = 64
export const underscore = 95

export function isLetterOrDigit(code: Code): boolean {
  if (code === null) return false
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

// Scripts that don't put spaces between words: a mention may follow or be followed by their letters.
const wordBefore = /[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}]]/v

/** Whether what stands before a `@` or `:` makes it part of a word, an address or a path. */
export function isWordBefore(code: Code): boolean {
  if (code === null || code < 0) return false
  return code === at || code === slash || wordBefore.test(String.fromCharCode(code))
}
