/**
 * The same server with a planted bug: its ledger breaks one promise. Chaos must catch each, or it proves nothing. The
 * product is untouched: this entry puts another module in the ledger's place while the product is being loaded.
 */
import { register } from 'node:module'

register('./planted-hooks.js', import.meta.url)
await import('./hall-process.ts')
