/**
 * What the hall answers to a command: events to record, or a refusal with its reason as data. It reads the hall and
 * changes nothing; time and the ticket's secret come in as arguments.
 */
import type { Command } from './commands.ts'
import type { Context } from './context.ts'
import { decideAtCounter } from './decide-counter.ts'
import { decideHall } from './decide-hall.ts'
import { decideTicket } from './decide-ticket.ts'
import type { Hall } from './hall.ts'
import { may } from './policy.ts'
import { type Decision, refuse } from './refusal.ts'

/** Decides one command. The actor's right comes first, so that a stranger learns nothing from other refusals. */
export const decide = (command: Command, hall: Hall, context: Context): Decision => {
  if (!may(context.actor, command, hall)) return refuse({ code: 'not-permitted' })
  switch (command.type) {
    case 'OpenHall':
    case 'CloseHall':
    case 'PublishCatalogue':
      return decideHall(command, hall, context)
    case 'OpenCounter':
    case 'PauseCounter':
    case 'CloseCounter':
    case 'CallNext':
    case 'CallTicket':
    case 'RecallTicket':
    case 'StartServing':
    case 'CompleteTicket':
    case 'MarkNoShow':
    case 'ParkTicket':
      return hall.open ? decideAtCounter(command, hall, context) : refuse({ code: 'hall-closed' })
    case 'IssueTicket':
    case 'TransferTicket':
    case 'ReturnTicket':
    case 'CancelTicket':
    case 'ReprintTicket':
    case 'RateVisit':
      return decideTicket(command, hall, context)
  }
}
