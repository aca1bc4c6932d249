import { followMessages } from '../documents.ts'
import type { Lab } from '../lab/lab.ts'
import { startParley, startPeer } from '../lab/servers.ts'
import { graphqlPeer } from '../peers/graphql.ts'
import type { FanoutPeer } from '../peers/peer.ts'
import { rawPeer } from '../peers/raw.ts'
import { socketIoPeer } from '../peers/socket-io.ts'
import { globalId, insertPeople, makePeople } from '../seed/people.ts'
import { insertRooms } from '../seed/rooms.ts'

const payloadBytes = 330

/** The four kinds of server, each started when its turn comes; each disposes of its own server. */
export function eachPeer(lab: Lab, database: string): (() => Promise<FanoutPeer>)[] {
  return [
    () => rawPeer(lab, payloadBytes),
    () => socketIoPeer(lab, payloadBytes),
    async () => {
      const { url, pool } = await lab.database(database)
      const server = await startParley(lab, url)
      const people = makePeople(100)
      await insertPeople(pool, people)
      const [room = ''] = await insertRooms(pool, people, 1)
      const roomId = globalId('Room', room)
      const tokens = people.map(({ token }) => token)
      return graphqlPeer({ name: 'Parley', server, owned: server, tokens, roomId, document: followMessages })
    },
    async () => {
      const server = await startPeer(lab, 'stock')
      const roomId = globalId('Room', 'one')
      return graphqlPeer({ name: 'stock', server, owned: server, tokens: [''], roomId, document: followMessages })
    },
  ]
}
