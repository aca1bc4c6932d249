import type { Service } from '../services/service.ts'
import type { LocalCluster } from './local-cluster.ts'
import type { ClusterNode } from './node.ts'
import { describe } from './status.ts'

/** Something of the cluster that can be ended and started. */
type Target = Pick<ClusterNode, 'start' | 'stop' | 'kill'> & { name: string }

const servers = ['mysql', 'redis', 'nginx'] as const

/** Carries out an order to a cluster and answers what was done, in a sentence. Throws what to do instead when it can't. */
export async function obey(cluster: LocalCluster, [verb = '', ...rest]: readonly string[]): Promise<string> {
  const target = () => findTarget(cluster, rest[0])
  const node = () => findNode(cluster, rest[0])
  switch (verb) {
    case 'status':
      return describe(cluster)
    case 'kill':
      return done(target(), 'kill', 'killed')
    case 'stop':
      return done(target(), 'stop', 'stopped')
    case 'start':
      return done(target(), 'start', 'running')
    case 'pause':
      node().pause()
      return `${node().name} is frozen. Let it go on: npm run cluster -- continue ${rest[0]}`
    case 'continue':
      node().resume()
      return `${node().name} goes on.`
    case 'drain':
    case 'resume':
    case 'approve':
    case 'reject':
    case 'forget':
      return cluster.operate(verb, node().name)
    case 'rebalance':
      return cluster.operate(verb)
    case 'add': {
      const { name } = await cluster.add()
      return `${name} is running and waits to be approved: in the console, or npm run cluster -- approve ${name}`
    }
    case 'reload':
      await cluster.reload()
      return 'Nginx reads its configuration again.'
    default:
      throw new Error(`There is no "${verb}". npm run cluster -- --help lists what there is.`)
  }
}

async function done(target: Target, verb: 'kill' | 'stop' | 'start', word: string): Promise<string> {
  await target[verb]()
  return `${target.name} is ${word}.`
}

function findTarget(cluster: LocalCluster, word = ''): Target {
  const name = servers.find((server) => server === word)
  return name ? serverTarget(name, cluster[name]) : findNode(cluster, word)
}

/** These lose nothing that they promised to keep by being ended at once. */
function serverTarget(name: string, service: Service): Target {
  return {
    name,
    kill: () => service.kill(),
    stop: () => service.kill(),
    start: () => service.restart(),
  }
}

/** `2` and `node-2` are the same. */
function findNode({ nodes }: LocalCluster, word = ''): ClusterNode {
  const found = nodes.find(({ name }) => name === word || name === `node-${word}`)
  if (found) return found
  const names = nodes.map(({ name }) => name).join(', ')
  throw new Error(word ? `There is no node ${word}. There are: ${names}.` : `Say which node: ${names}.`)
}
