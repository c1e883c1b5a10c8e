/** What may happen at the guide desk, and what a new day begins with. */
import type { EventOf, Recorded } from '../events.ts'
import type { Hall } from '../hall.ts'
import { unknownMaterial } from '../materials.ts'
import type { Complaint } from './rule.ts'

type DeskEvent = EventOf<'NoticeGiven' | 'QuestionLogged' | 'QuestionAnswered' | 'PostTaken' | 'PostLeft'>

/** N1: a notice tells of a service of this hall, of its own checklist, and of something. */
const noticeFits = ({ kind, service, materials, ticket }: EventOf<'NoticeGiven'>, hall: Hall): Complaint => {
  const about = hall.lookup.services.get(service)
  if (kind === 'elsewhere' ? !hall.lookup.elsewhere.has(service) : !about)
    return `A notice tells of ${service}, which this hall does not have.`
  if (ticket !== undefined && !hall.tickets.has(ticket)) return `A notice is for ticket ${ticket}, not of that day.`
  const unknown = materials && unknownMaterial(about, materials)
  if (unknown !== undefined)
    return `A notice asks for “${unknown}”, which the checklist of ${service} does not have once.`
  if (kind === 'supplement' && (materials?.missing.length ?? 0) === 0) return `A notice to ${service} asks for nothing.`
  if (kind === 'special' && about?.special === undefined)
    return `A notice tells of a special procedure that ${service} does not have.`
  if (kind === 'collection' && hall.catalogue?.counters.every(({ role }) => role !== 'collect') !== false)
    return `A notice sends somebody to collect ${service}, and no window hands anything out.`
  const visit = hall.tickets.get(ticket ?? '')
  const matters = visit ? [visit.service, ...[...visit.legs, ...visit.served].map((leg) => leg.service)] : []
  return kind === 'journey' && !matters.includes(service)
    ? `A notice tells the way of a visit that ${service} is no part of.`
    : undefined
}

const questionFits = (event: EventOf<'QuestionLogged'>, day: string, hall: Hall): Complaint => {
  if (hall.owed.has(event.question)) return `Question ${event.question} is asked a second time.`
  if (event.service !== undefined && !hall.lookup.services.has(event.service))
    return `Question ${event.question} is about ${event.service}, which this hall does not have.`
  return event.owed && event.owed.due < day ? `Question ${event.question} was due before it was asked.` : undefined
}

const postFits = ({ desk, staffId }: EventOf<'PostTaken'>, { actor }: Recorded, hall: Hall): Complaint => {
  if (hall.lookup.counters.get(desk)?.role !== 'guide')
    return `${staffId} is on duty at ${desk}, which is no guide desk.`
  if (staffId !== actor.id) return `${actor.id} puts ${staffId} on duty.`
  return hall.posts.get(staffId)?.desk === desk ? `${staffId} is on duty at ${desk} already.` : undefined
}

/** Why an event cannot happen at the desk now, if it cannot. */
export const deskFits = (event: DeskEvent, recorded: Recorded, hall: Hall): Complaint => {
  switch (event.type) {
    case 'NoticeGiven':
      return noticeFits(event, hall)
    case 'QuestionLogged':
      return questionFits(event, recorded.day, hall)
    case 'QuestionAnswered':
      return hall.owed.has(event.question) ? undefined : `Question ${event.question} is answered, but nobody owes it.`
    case 'PostTaken':
      return postFits(event, recorded, hall)
    case 'PostLeft':
      return hall.posts.has(event.staffId) ? undefined : `${event.staffId} goes off duty without being on it.`
  }
}

/** N3: a new day begins with exactly what the days before it left unanswered. */
export const owedFits = (event: EventOf<'HallOpened'>, hall: Hall): Complaint => {
  const due = event.day === hall.day ? [] : [...hall.owed.values()]
  return JSON.stringify(event.owed ?? []) === JSON.stringify(due)
    ? undefined
    : `The day begins with ${event.owed?.length ?? 0} questions to answer, but ${due.length} are owed, or other ones.`
}
