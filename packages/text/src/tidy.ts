// Characters that change how their surroundings are shown: with them a name can pretend to be another.
const bidiOverrides = /[\u202a-\u202e\u2066-\u2069]/g
// \p{Cc}: control characters. The rest is invisible; the zero-width joiner stays, for emoji are made with it.
const invisible = /[\p{Cc}\u00ad\u200b\u2060\ufeff]/gu
const visible = /[^\s\p{Cc}\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/u

/** For names, titles and topics: one line, trimmed, white space collapsed, without control or invisible characters, NFC. */
export function tidyLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(bidiOverrides, '')
    .replace(invisible, '')
    .replace(/ +/g, ' ')
    .trim()
    .normalize('NFC')
}

/**
 * For messages: newlines become \n; NUL, bidi overrides and halves of surrogate pairs go; blank lines before and
 * white space after the message go. Everything else stays as written.
 */
export function tidyText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '')
    .replace(bidiOverrides, '')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()
}

/** Whether nothing of the text could be seen: such a message is not worth sending. */
export function isBlank(text: string): boolean {
  return !visible.test(text)
}
