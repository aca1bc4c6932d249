import { afterAll, beforeAll } from 'vitest'
import { timelineOf } from './room.ts'
import { createWorld, type Person, type PersonOptions, type World } from './world.ts'

/** Ana and Ben, both in the default room, for all the stories of a file. Use them inside of a story only. */
export function twoPeople(options: { ben?: PersonOptions } = {}): { ana: Person; ben: Person } {
  let world: World
  const people = {} as { ana: Person; ben: Person }
  beforeAll(async () => {
    world = await createWorld()
    people.ana = await world.person('Ana')
    people.ben = await world.person('Ben', options.ben)
    await Promise.all([timelineOf(people.ana.page).waitFor(), timelineOf(people.ben.page).waitFor()])
  }, 60_000)
  afterAll(() => world[Symbol.asyncDispose]())
  return people
}
