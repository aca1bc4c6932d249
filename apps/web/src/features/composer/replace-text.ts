import type { Replacement } from './markdown-shortcuts.ts'

/** Replaces a part of what is in the field, as if it had been typed: Undo takes it back, and React hears of it. */
export function replaceText(field: HTMLTextAreaElement, { from, to, text, select }: Replacement): void {
  field.focus()
  field.setSelectionRange(from, to)
  const isDone = text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text)
  if (!isDone) {
    field.setRangeText(text, from, to)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  field.setSelectionRange(from + select[0], from + select[1])
}
