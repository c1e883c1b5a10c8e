/** The guide desk besides tickets: notices at the door, questions, and who is on duty (S003-07, S003-08, S003-31). */
import type { CommandOf, DeskCommand } from './commands.ts'
import type { Context } from './context.ts'
import type { Hall } from './hall.ts'
import type { ServiceId } from './ids.ts'
import { unknownMaterial } from './materials.ts'
import { accept, type Decision, refuse } from './refusal.ts'
import type { Ticket } from './ticket.ts'

/** 办理流程单 is about a visit, and given for one of its matters. */
const isOfVisit = (ticket: Ticket | undefined, service: ServiceId): boolean =>
  ticket !== undefined && [ticket, ...ticket.legs, ...ticket.served].some((leg) => leg.service === service)

/** Whether there is anything to say on such a notice about this service. */
const hasNotice = ({ kind, service, ticket }: CommandOf<'GiveNotice'>, hall: Hall): boolean => {
  switch (kind) {
    case 'special':
      return hall.lookup.services.get(service)?.special !== undefined
    case 'journey':
      return isOfVisit(hall.tickets.get(ticket ?? ''), service)
    case 'collection':
      return [...hall.lookup.counters.values()].some((counter) => counter.role === 'collect')
    case 'supplement':
    case 'guide':
    case 'service':
      return true
    case 'elsewhere':
      return hall.lookup.elsewhere.has(service)
  }
}

const giveNotice = (command: CommandOf<'GiveNotice'>, hall: Hall): Decision => {
  const { service, kind, materials, ticket, person } = command
  const about = hall.lookup.services.get(service)
  const known = kind === 'elsewhere' ? hall.lookup.elsewhere.has(service) : about !== undefined
  if (!known) return refuse({ code: 'unknown-service', service })
  if (ticket !== undefined && !hall.tickets.has(ticket)) return refuse({ code: 'unknown-ticket', ticket })
  const unknown = materials && unknownMaterial(about, materials)
  if (unknown !== undefined) return refuse({ code: 'unknown-material', material: unknown })
  if (kind === 'supplement' && (materials?.missing.length ?? 0) === 0) return refuse({ code: 'nothing-missing' })
  if (!hasNotice(command, hall)) return refuse({ code: 'no-such-notice' })
  return accept({
    type: 'NoticeGiven',
    kind,
    service,
    ...(materials === undefined ? {} : { materials }),
    ...(ticket === undefined ? {} : { ticket }),
    ...(person === undefined ? {} : { person }),
  })
}

const logQuestion = (command: CommandOf<'LogQuestion'>, hall: Hall, { workingDay }: Context): Decision => {
  const { question, channel, service, text, owed } = command
  if (hall.owed.has(question)) return refuse({ code: 'question-exists', question })
  if (service !== undefined && !hall.lookup.services.has(service)) return refuse({ code: 'unknown-service', service })
  return accept({
    type: 'QuestionLogged',
    question,
    channel,
    ...(service === undefined ? {} : { service }),
    ...(text === undefined ? {} : { text }),
    ...(owed === undefined ? {} : { owed: { owner: owed.owner, due: workingDay(owed.workingDays) } }),
  })
}

const takePost = ({ desk }: CommandOf<'TakePost'>, hall: Hall, { actor }: Context): Decision => {
  const setting = hall.lookup.counters.get(desk)
  if (!setting) return refuse({ code: 'unknown-counter', counter: desk })
  if (setting.role !== 'guide') return refuse({ code: 'not-a-desk', counter: desk })
  if (hall.posts.get(actor.id)?.desk === desk) return accept()
  return accept({ type: 'PostTaken', desk, staff: 'name' in actor ? actor.name : actor.id, staffId: actor.id })
}

export const decideAtDesk = (command: DeskCommand, hall: Hall, context: Context): Decision => {
  switch (command.type) {
    case 'GiveNotice':
      return giveNotice(command, hall)
    case 'LogQuestion':
      return logQuestion(command, hall, context)
    case 'AnswerQuestion': {
      const { question, text } = command
      if (!hall.owed.has(question)) return refuse({ code: 'unknown-question', question })
      return accept({ type: 'QuestionAnswered', question, text })
    }
    case 'TakePost':
      return takePost(command, hall, context)
    case 'LeavePost': {
      const staffId = command.staff ?? context.actor.id
      return hall.posts.has(staffId) ? accept({ type: 'PostLeft', staffId }) : refuse({ code: 'not-on-duty' })
    }
  }
}
