import type { MigrationObject } from '@mikro-orm/core'
import { Cluster } from './20261122_1_cluster.ts'
import { Admin } from './20261122_2_admin.ts'
import { Initial } from './20261122_initial.ts'

/** In the order in which they are applied. */
export const migrations: MigrationObject[] = [
  { name: '20261122_initial', class: Initial },
  { name: '20261122_1_cluster', class: Cluster },
  { name: '20261122_2_admin', class: Admin },
]
