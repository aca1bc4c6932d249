const allowed = /^(?:https?:\/\/[^/?#]|mailto:[^?])/i
const forbidden = /[\s\p{Cc}]/u

/** The target as it may stand in an `href`, or null: absolute, http, https or mailto, no white space or control characters. */
export function safeHref(url: string): string | null {
  return allowed.test(url) && !forbidden.test(url) && URL.canParse(url) ? url : null
}
