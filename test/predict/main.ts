/**
 * `npm run predict`: how well waits of real days would have been told from their history alone, beside what the halls
 * announced and what is usually done (F13). `--data <tickets.csv.gz>` for other days, `--json` for machines.
 * Ends with 2 when there is nothing to read.
 */
import { KNOWN_DAYS, predict } from './command.ts'

const { code, out, notes } = predict(process.argv.slice(2), KNOWN_DAYS)
for (const note of notes) console.error(note)
if (out !== '') console.log(out)
process.exitCode = code
