import ipaddr from 'ipaddr.js'

type Ip = ipaddr.IPv4 | ipaddr.IPv6

/** Who is believed when it says for whom it asks. */
export type TrustedProxies = { isTrusted(address: string): boolean }

/** Reads a list of addresses and CIDR ranges. Throws on what is neither. */
export function trustedProxies(list: readonly string[]): TrustedProxies {
  const ranges = list.map((entry): [Ip, number] => {
    const [address, bits] = entry.includes('/') ? ipaddr.parseCIDR(entry) : withAllBits(ipaddr.process(entry))
    return [address, bits]
  })
  return {
    isTrusted(address) {
      const ip = parse(address)
      return ip !== null && ranges.some(([range, bits]) => range.kind() === ip.kind() && matches(ip, range, bits))
    },
  }
}

/**
 * The client's address: the socket's own or, behind trusted proxies, the last one of X-Forwarded-For that isn't a
 * trusted proxy itself. What stands before that could be made up by the client.
 */
export function clientAddress(
  proxies: TrustedProxies,
  remote: string | null | undefined,
  forwardedFor: string | null | undefined,
): string | null {
  let address = tidy(remote)
  const hops = forwardedFor?.split(',') ?? []
  while (address && proxies.isTrusted(address)) {
    const before = tidy(hops.pop())
    if (!before) break
    address = before
  }
  return address
}

function tidy(address: string | null | undefined): string | null {
  return (address && parse(address.trim())?.toString()) || null
}

/** The same few come again and again, and reading one takes longer than all else that is done with it. */
const known = new Map<string, Ip | null>()
const maxKnown = 1000
/** No address is longer, its zone included. */
const longest = 64

function parse(address: string): Ip | null {
  if (address.length > longest) return null
  const seen = known.get(address)
  if (seen !== undefined) return seen
  const ip = ipaddr.isValid(address) ? ipaddr.process(address) : null
  if (known.size >= maxKnown) known.clear()
  known.set(address, ip)
  return ip
}

function withAllBits(ip: Ip): [Ip, number] {
  return [ip, ip.kind() === 'ipv4' ? 32 : 128]
}

function matches(ip: Ip, range: Ip, bits: number): boolean {
  return ip.match([range, bits] as [ipaddr.IPv4 & ipaddr.IPv6, number])
}
