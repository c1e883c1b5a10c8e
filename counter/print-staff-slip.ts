/** Papers that stay with the staff: the printer's test, the list of those who wait, the sheet of the day (P55). */
import type { Answer } from '../client/ask.ts'
import { mintId } from '../client/mint-id.ts'
import type { PrinterId } from '../hall/ids.ts'
import type { JobState } from '../hall/views/paper.ts'
import { askHall } from './manager-ask.ts'

type Printed = { readonly job: { readonly id: string; readonly state: JobState } }

/** Asks for one print; the id is made here, so that an answer that is lost makes no second paper. */
export const printStaffSlip = (printer: PrinterId, slip: 'test' | 'waiting' | 'day-end'): Promise<Answer<Printed>> =>
  askHall<Printed>(`printers/${encodeURIComponent(printer)}/print`, { method: 'POST', body: { id: mintId(), slip } })
