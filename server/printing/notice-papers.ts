/** The papers that people ask for: notices and guides, at a desk or a window. */
import { NOT_ACCEPTED, type Service } from '../../hall/catalogue.ts'
import type { EventOf } from '../../hall/events.ts'
import { ticketText } from '../../hall/hall.ts'
import type { ServiceId } from '../../hall/ids.ts'
import { legsFor } from '../../hall/legs.ts'
import type { Ticket } from '../../hall/ticket.ts'
import { elsewhereSlip } from '../../printer/slips/elsewhere.ts'
import { guideSlip } from '../../printer/slips/guide.ts'
import { collectionSlip } from '../../printer/slips/next.ts'
import type { Office } from '../../printer/slips/parts.ts'
import { serviceSlip } from '../../printer/slips/service.ts'
import { journeySlip } from './journey.ts'
import { readyDay } from './onward-paper.ts'
import { officeOf, type Paperwork, paper, placeOf, type Source } from './paper-source.ts'
import { collectStop, complaintsStop, stopsOf } from './places.ts'
import { specialPaper, supplementPaper } from './visit-papers.ts'

const servicePaper = (source: Source, office: Office, service: Service): Paperwork => {
  const complaints = complaintsStop(source.hall)
  const flow = stopsOf(source.hall, legsFor([service.id], source.hall.lookup.services))
  const guideLink = source.guideLinkTo(service.id)
  const facts = { ...office, about: service, flow, guideLink, ...(complaints ? { complaints } : {}) }
  return paper(source, 'service', serviceSlip(facts, source.catalogue.slips))
}

/** For somebody whose result will be ready some day; the number of today is only named, it need not be waited with. */
const collectionPaper = (
  source: Source,
  office: Office,
  service: Service,
  ticket: Ticket | undefined,
): readonly Paperwork[] => {
  const stop = collectStop(source.hall)
  if (!stop) return []
  const accepted = ticket?.served.some((leg) => leg.service === service.id && !NOT_ACCEPTED.includes(leg.outcome))
  const { hall, counter, at, link } = office
  const facts = {
    ...{ hall, counter, at, stop, further: [], matters: [service.name] },
    number: ticket ? ticketText(ticket) : '',
    ...(link === undefined ? {} : { link }),
    ...(ticket && accepted ? { ready: readyDay(ticket, [service.id]) } : {}),
  }
  return [paper(source, 'collection', collectionSlip(facts, source.catalogue.slips))]
}

/** Where to go with what is not handled here. */
const elsewherePapers = (source: Source, id: ServiceId): readonly Paperwork[] => {
  const about = source.hall.lookup.elsewhere.get(id)
  if (!about) return []
  const { catalogue, recorded, guideLinkTo } = source
  const facts = { hall: catalogue.hall, about, by: placeOf(source), at: recorded.at, guideLink: guideLinkTo(id) }
  return [paper(source, 'elsewhere', elsewhereSlip(facts, catalogue.slips))]
}

/** The papers of one notice: one, or none where there is nothing to say any more. */
export const noticePapers = (source: Source, event: EventOf<'NoticeGiven'>): readonly Paperwork[] => {
  const { hall, catalogue } = source
  if (event.kind === 'elsewhere') return elsewherePapers(source, event.service)
  const service = hall.lookup.services.get(event.service)
  if (!service) return []
  const ticket = hall.tickets.get(event.ticket ?? '')
  const { link, ...about } = officeOf(source, service, ticket)
  // The code of a visit that is over would only rate it, and staff ask for this paper (I15, T7).
  const over = ticket !== undefined && ['completed', 'cancelled', 'expired'].includes(ticket.status)
  const office = over || link === undefined ? about : { ...about, link }
  switch (event.kind) {
    case 'supplement':
      return supplementPaper(source, office, service, event.materials ? { materials: event.materials } : {})
    case 'guide':
      return [paper(source, 'guide', guideSlip({ ...office, about: service }, catalogue.slips))]
    case 'special':
      return specialPaper(source, office, service)
    case 'service':
      return [servicePaper(source, office, service)]
    case 'journey':
      return ticket ? [paper(source, 'journey', journeySlip(hall, ticket, office, catalogue.slips))] : []
    case 'collection':
      return collectionPaper(source, office, service, ticket)
  }
}
