/** `npm start`: minds the hall's server (serve.ts), and starts it again whatever it dies of. */
import { fileURLToPath } from 'node:url'
import { jsonLog } from './log.ts'
import { supervise } from './supervisor.ts'

const program = import.meta.url.endsWith('.ts') ? './serve.ts' : './serve.js'
const { ended, stop } = supervise(fileURLToPath(new URL(program, import.meta.url)), jsonLog)
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
process.exitCode = await ended
