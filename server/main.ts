/** `npm start`: minds the hall's server (serve.ts), and starts it again whatever it dies of. */
import { jsonLog } from './log.ts'
import { programBeside } from './program-path.ts'
import { onHangUp, supervise } from './supervisor.ts'

const minded = supervise(programBeside(import.meta.url, 'serve'), jsonLog)
process.on('SIGINT', minded.stop)
process.on('SIGTERM', minded.stop)
onHangUp(minded)
process.exitCode = await minded.ended
