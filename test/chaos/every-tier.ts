/** Every tier of chaos, in the order in which it is run. */
import { clock } from './clock-tier.ts'
import { errors } from './errors.ts'
import { full } from './full.ts'
import { kill } from './kill.ts'
import { line } from './line-tier.ts'
import { parent } from './parent.ts'
import { points } from './points.ts'
import { power } from './power.ts'
import { printer } from './printer-tier.ts'
import { rot } from './rot.ts'
import type { Tier } from './tier.ts'

export const everyTier: readonly Tier[] = [kill, points, errors, power, full, rot, line, clock, printer, parent]
