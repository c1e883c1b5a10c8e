/** Builds slips in a process of its own, so that the first picture pays for its font as a server's first one does. */

import { render } from '../../printer/compose.ts'
import { modelFor } from '../../printer/models.ts'
import { ticketSlip } from '../../printer/slips/ticket.ts'
import { ticket } from '../printer/facts.ts'
import { median, rounded } from './figures.ts'
import { actAsPeer } from './peer.ts'

export type BuildFigures = { readonly bytes: number; readonly firstMs: number; readonly medianMs: number }

/** Numbers change from ticket to ticket, so that no picture of the one before can be used again. */
const slipOf = (count: number) => ticketSlip({ ...ticket, number: `A${String(count).padStart(3, '0')}` })

const measure = (mode: 'text' | 'raster', slips: number): BuildFigures => {
  const model = modelFor({ paper: 80, mode })
  const took: number[] = []
  let bytes = 0
  for (let count = 1; count <= slips; count += 1) {
    const slip = slipOf(count)
    const from = performance.now()
    bytes = render(slip, model).bytes.length
    took.push(performance.now() - from)
  }
  return { bytes, firstMs: rounded(took[0] ?? Number.NaN, 1), medianMs: rounded(median(took.slice(1))) }
}

actAsPeer(async ({ mode, slips }: { readonly mode: 'text' | 'raster'; readonly slips: number }) => ({
  value: measure(mode, slips),
  close: async () => {},
}))
