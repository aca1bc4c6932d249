import { startRedis } from '../services/index.ts'
import { shareService } from './share.ts'

export const setup = shareService('redis', () => startRedis())
