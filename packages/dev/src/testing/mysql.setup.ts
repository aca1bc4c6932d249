import { startMysql } from '../services/index.ts'
import { shareService } from './share.ts'

export default shareService('mysql', startMysql)
