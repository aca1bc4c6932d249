/** What tests of applications want too. Not for production. */
export { createUnreliableBroker, type UnreliableBrokerOptions } from './broker/unreliable-broker.ts'
export { seededRandom } from './seeded-random.ts'
