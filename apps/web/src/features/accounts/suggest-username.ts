/** A username made of a name, as in "José Álvarez" → "jose.alvarez"; empty when nothing of it can stay. */
export function suggestUsername(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '.')
    .replaceAll(/^\.+|\.+$/gu, '')
    .slice(0, 32)
}
