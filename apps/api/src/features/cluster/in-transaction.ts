import { backOff, type Database, isDeadlock, isDuplicate, type Tx } from '@parley/db'

const maxTries = 6

/** Runs `work` in a transaction of its own, again when it met others in a deadlock or in a race for the same key. */
export async function inTransaction<T>({ kysely }: Pick<Database, 'kysely'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await kysely.transaction().execute(work)
    } catch (error) {
      if (tries === maxTries || !(isDeadlock(error) || isDuplicate(error))) throw error
      await backOff(tries)
    }
  }
}
