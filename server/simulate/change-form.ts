/** A change to a past day as it arrives from outside, in a request or in a file. */
import { z } from 'zod'
import type { ChangeProblem } from '../../hall/simulate/change.ts'
import { clock as clockForm, id } from '../catalogue/schema-words.ts'

const hours = { from: clockForm, to: clockForm }
const byClass = <T extends z.ZodType>(of: T) => z.strictObject({ ordinary: of, priority: of, appointment: of })

/** A change as it arrives from outside. */
export const changeSchema = z.strictObject({
  draft: z.literal(true).exactOptional(),
  creditMinutes: byClass(z.number().min(0).max(1_440)).exactOptional(),
  rate: byClass(z.number().min(0).max(100)).exactOptional(),
  windows: z
    .array(
      z.discriminatedUnion('act', [
        z.strictObject({ act: z.literal('open'), counter: id, ...hours }),
        z.strictObject({ act: z.literal('close'), counter: id, ...hours }),
        z.strictObject({ act: z.literal('add'), theme: id, ...hours }),
      ]),
    )
    .max(20)
    .exactOptional(),
})

/** What is wrong with a change, for whoever reads the answer by hand. */
export const CHANGE_SENTENCES: Record<ChangeProblem['why'], string> = {
  'nothing-changes': 'Nothing is changed: give a rule, windows, or the draft.',
  'no-rate': 'At least one class must gain by waiting: a rate above 0.',
  'unknown-window': 'The catalogue of that day has no such window.',
  'calls-nobody': 'This window takes no queue.',
  'unknown-theme': 'The catalogue of that day has no services of this theme.',
  'hours-backwards': 'The hours end before they begin.',
  'hall-closed-then': 'The hall was closed at that time.',
  'open-already': 'The window was open all that time.',
  'closed-already': 'The window was not open in that time.',
}
