/** No 0, 1, l, o: what is read out over the phone must not be mistaken. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** "k7mq-x2vd-9hje-c4wt": 80 bits of chance, for a first password that its owner replaces. */
export function newPassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const text = Array.from(bytes, (byte) => letters[byte % letters.length]).join('')
  return text.match(/.{4}/gu)?.join('-') ?? text
}
