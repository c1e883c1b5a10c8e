/**
 * A process of a chaos run with a planted bug, named in its second word; its third names the process, usually the hall
 * server. Chaos must catch each bug, or it proves nothing.
 */
import { register } from 'node:module'
import { PLANTED_IN } from './planted-bugs.ts'

const [, , , bug = '', entry = 'hall-process'] = process.argv
if (!(bug in PLANTED_IN)) throw new Error(`No planted bug is called ${bug}.`)
register('./planted-hooks.js', import.meta.url, { data: bug })
await import(`./${entry}.js`)
