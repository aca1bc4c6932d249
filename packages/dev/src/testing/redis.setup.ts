import { startRedis } from '../services/index.ts'
import { shareService } from './share.ts'

export default shareService('redis', startRedis)
