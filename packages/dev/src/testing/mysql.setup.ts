import { startMysql } from '../services/index.ts'
import { shareService } from './share.ts'

export const setup = shareService('mysql', () => startMysql())
