/**
 * What the hall answers to a command: events to record, or a refusal with its reason as data. It reads the hall and
 * changes nothing; time, the calendar and secrets come in as arguments.
 */
import type { Command } from './commands.ts'
import type { Context } from './context.ts'
import { decideAtCounter } from './decide-counter.ts'
import { decideAtDesk } from './decide-desk.ts'
import { decideHall } from './decide-hall.ts'
import { decideProfile } from './decide-profile.ts'
import { decideRating } from './decide-rating.ts'
import { decideTicket } from './decide-ticket.ts'
import { decideVisit } from './decide-visit.ts'
import type { Hall } from './hall.ts'
import { decideLease } from './number-block.ts'
import { holdsPersonalData } from './personal-data.ts'
import { may } from './policy.ts'
import { type Decision, refuse } from './refusal.ts'

/** Decides one command. The actor's right comes first, so that a stranger learns nothing from other refusals. */
export const decide = (command: Command, hall: Hall, context: Context): Decision => {
  if (!may(context.actor, command, hall)) return refuse({ code: 'not-permitted' })
  if (holdsPersonalData(command)) return refuse({ code: 'personal-data' })
  const whenOpen = (then: () => Decision): Decision => (hall.open ? then() : refuse({ code: 'hall-closed' }))
  switch (command.type) {
    case 'OpenHall':
    case 'CloseHall':
    case 'PublishCatalogue':
    case 'MoveHall':
      return decideHall(command, hall, context)
    case 'LeaseBlock':
      return whenOpen(() => decideLease(hall, context))
    case 'OpenCounter':
    case 'PauseCounter':
    case 'CloseCounter':
    case 'TakeOver':
    case 'UndoAct':
    case 'NoteVacancy':
      return whenOpen(() => decideAtCounter(command, hall, context))
    case 'SwitchProfile':
    case 'SwitchHelp':
      return whenOpen(() => decideProfile(command, hall, context))
    case 'CallNext':
    case 'CallTicket':
    case 'RecallTicket':
    case 'StartServing':
    case 'CompleteTicket':
    case 'CorrectService':
    case 'MarkNoShow':
    case 'ParkTicket':
    case 'RequeueTicket':
    case 'ServeDirectly':
      return whenOpen(() => decideVisit(command, hall, context))
    case 'IssueTicket':
    case 'TransferTicket':
    case 'ReturnTicket':
    case 'CancelTicket':
    case 'ReprintTicket':
    case 'AddMatter':
    case 'ChangeClass':
    case 'CheckMaterials':
    case 'NameVisitor':
    case 'WakeTicket':
    case 'QuoteWait':
      return whenOpen(() => decideTicket(command, hall, context))
    case 'GiveNotice':
    case 'LogQuestion':
    case 'AnswerQuestion':
    case 'TakePost':
    case 'LeavePost':
      return whenOpen(() => decideAtDesk(command, hall, context))
    // A rating may come after the doors closed, and on a later day.
    case 'RateVisit':
    case 'ExplainRating':
      return decideRating(command, hall, context)
  }
}
