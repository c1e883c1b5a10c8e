/** The hall server of a chaos run below the parent that minds it, as `npm start` runs it. */
import { fileURLToPath } from 'node:url'
import { jsonLog } from '../../server/log.ts'
import { supervise } from '../../server/supervisor.ts'

const { ended, stop } = supervise(fileURLToPath(new URL('./hall-process.js', import.meta.url)), jsonLog)
process.on('SIGTERM', stop)
process.exitCode = await ended
