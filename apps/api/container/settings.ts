import { Resolver } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { hostname, networkInterfaces } from 'node:os'

type Env = Record<string, string | undefined>

/** The settings that a container knows and nobody has to write down; what is set already stays. */
export async function containerSettings(env: Env): Promise<Record<string, string>> {
  const name = env.PARLEY_NODE_NAME || (await composeName()) || hostname()
  const own = {
    PARLEY_NODE_NAME: name,
    PARLEY_NODE_ADDRESS: `http://${name}:${env.PORT || 4000}`,
    // Who shares a network with this container is the balancer; the port is published to nobody else.
    PARLEY_TRUSTED_PROXIES: ownNetworks().join(','),
    ...(await secret(env, 'DATABASE_URL')),
    ...(await secret(env, 'REDIS_URL')),
  }
  return Object.fromEntries(Object.entries(own).filter(([key]) => !env[key]))
}

/** A secret stands in a file that `<NAME>_FILE` names. */
async function secret(env: Env, name: string): Promise<Record<string, string>> {
  const file = env[`${name}_FILE`]
  return file && !env[name] ? { [name]: (await readFile(file, 'utf8')).trim() } : {}
}

/**
 * The container's name as Compose gives it (parley-api-2), by which Docker's DNS knows it and which stays when the container is
 * made anew: the node comes back as itself. The host name, which is the id of the container, would be another each time.
 */
async function composeName(): Promise<string | undefined> {
  // Not by `reverse`, which looks into /etc/hosts first and finds the id there.
  const resolver = new Resolver({ timeout: 1000, tries: 2 })
  const ask = ({ address }: { address: string }) => resolver.resolvePtr(pointer(address)).catch(() => [])
  const names = await Promise.all(ownAddresses().map(ask))
  const labels = names.flat().map((name) => name.split('.')[0] ?? '')
  return labels.find((label) => /^[a-z0-9][a-z0-9-]{0,55}-[0-9]+$/.test(label))
}

function pointer(address: string): string {
  return `${address.split('.').toReversed().join('.')}.in-addr.arpa`
}

function ownNetworks(): string[] {
  return ownAddresses().map(({ cidr, address }) => cidr ?? address)
}

function ownAddresses() {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.filter(({ internal, family }) => !internal && family === 'IPv4')
}
