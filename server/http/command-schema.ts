/** What a command looks like on the wire. The same schemas parse requests and make the OpenAPI document. */
import { z } from 'zod'
import { OUTCOMES, TICKET_CLASSES } from '../../hall/catalogue.ts'
import { type Command, GRADES, PAUSE_REASONS, PRIORITY_GROUNDS } from '../../hall/commands.ts'
import { ID_LENGTH_MAX, REASON_LENGTH_MAX } from '../../hall/limits.ts'
import { catalogueSchema } from '../catalogue/schema.ts'

const ID = /^[\w-]+$/
const id = z.string().min(1).max(ID_LENGTH_MAX).regex(ID, 'letters, digits, _ and - only')
/** Identities minted by a device: long enough that nobody guesses or meets another's. */
const minted = z.string().min(16).max(ID_LENGTH_MAX).regex(ID, 'letters, digits, _ and - only')
const reason = z.string().trim().min(1).max(REASON_LENGTH_MAX)
/** An instant in ms; the bound is the year 2100, past which no date could be shown. */
const at = z.number().int().nonnegative().max(4_102_444_800_000)

const of = <T extends Command['type'], S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ id: minted, type: z.literal(type), ...shape })

const counter = { counter: id }
const here = { counter: id, ticket: id }

export const commandSchema = z.discriminatedUnion('type', [
  of('OpenHall', {}),
  of('CloseHall', { force: z.boolean().exactOptional() }),
  of('PublishCatalogue', { catalogue: catalogueSchema }),
  of('OpenCounter', counter),
  of('PauseCounter', { ...counter, reason: z.enum(PAUSE_REASONS) }),
  of('CloseCounter', counter),
  of('CallNext', counter),
  of('CallTicket', { ...here, reason: reason.exactOptional() }),
  of('RecallTicket', here),
  of('StartServing', here),
  of('CompleteTicket', { ...here, outcome: z.enum(OUTCOMES), reason: reason.exactOptional() }),
  of('MarkNoShow', here),
  of('ParkTicket', { ...here, reason }),
  of('IssueTicket', {
    ticket: minted,
    service: id,
    class: z.enum(TICKET_CLASSES).exactOptional(),
    ground: z.enum(PRIORITY_GROUNDS).exactOptional(),
    slot: at.exactOptional(),
  }),
  of('TransferTicket', { ticket: id, service: id, reason }),
  of('ReturnTicket', { ticket: id }),
  of('CancelTicket', { ticket: id, reason }),
  of('ReprintTicket', { ticket: id }),
  of('RateVisit', { ticket: id, secret: id, grade: z.enum(GRADES) }),
]) satisfies z.ZodType<Command>

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Parses with a schema; problems say where and what, and never repeat the input. */
export const parseWith = <T>(schema: z.ZodType<T>, input: unknown): Parsed<T> => {
  const result = schema.safeParse(input)
  if (result.success) return { ok: true, value: result.data }
  const problems = result.error.issues
    .slice(0, 20)
    .map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  return { ok: false, problems }
}
