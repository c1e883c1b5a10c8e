/** `npm run simulate`: see command.ts. */
import { simulate } from './command.ts'

process.exitCode = simulate(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
})
