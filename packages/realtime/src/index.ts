export { type Broker, BrokerClosedError, type Listener, type Unsubscribe } from './broker/broker.ts'
export { createMemoryBroker, type MemoryBrokerOptions } from './broker/memory-broker.ts'
export { createRedisBroker, PublicationLostError, type RedisBrokerOptions } from './broker/redis-broker.ts'
