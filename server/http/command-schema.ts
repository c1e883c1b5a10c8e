/** What a command looks like on the wire. The same schemas parse requests and make the OpenAPI document. */
import { z } from 'zod'
import { OUTCOMES, TICKET_CLASSES } from '../../hall/catalogue.ts'
import {
  COMPLAINT_REASONS,
  type Command,
  GRADES,
  MOVE_REASONS,
  NOTICE_KINDS,
  PAUSE_REASONS,
  PRIORITY_GROUNDS,
  QUESTION_CHANNELS,
  REDIRECT_REASONS,
} from '../../hall/commands.ts'
import { MATTERS_MAX } from '../../hall/legs.ts'
import { ID_LENGTH_MAX, REASON_LENGTH_MAX } from '../../hall/limits.ts'
import { isSomebodysNumber } from '../../hall/personal-data.ts'
import { catalogueSchema } from '../catalogue/schema.ts'

const ID = /^[\w-]+$/
const id = z.string().min(1).max(ID_LENGTH_MAX).regex(ID, 'letters, digits, _ and - only')
/** Identities minted by a device: long enough that nobody guesses or meets another's. */
const minted = z
  .string()
  .min(16)
  .max(ID_LENGTH_MAX)
  .regex(ID, 'letters, digits, _ and - only')
  // An identity number has the length of an id, and what is an id stays in the ledger for years (I17).
  .refine((text) => !isSomebodysNumber(text), 'a random id, not a number of somebody')
const reason = z.string().trim().min(1).max(REASON_LENGTH_MAX)
/** An instant in ms; the bound is the year 2100, past which no date could be shown. */
const at = z.number().int().nonnegative().max(4_102_444_800_000)

const of = <T extends Command['type'], S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ id: minted, type: z.literal(type), ...shape })

/** The name of a material, as the catalogue writes it. */
const material = z.string().min(1).max(REASON_LENGTH_MAX)
const materials = z.strictObject({ present: z.array(material).max(60), missing: z.array(material).max(60) })
const bound = z.union([z.strictObject({ counter: id }), z.strictObject({ staff: id })])
/** Six matters with ten assisting windows and ten stages each are still fewer. */
const leg = z.int().min(0).max(199)
/** What `POST …/persons` made of a document. Nothing else: a number in full would stay in the ledger for years (I17). */
const person = z.string().regex(/^p[\w-]{22}$/, 'a key that this server made')
const complaints = z
  .array(z.enum(COMPLAINT_REASONS))
  .min(1)
  .max(COMPLAINT_REASONS.length)
  .refine((kinds) => new Set(kinds).size === kinds.length, 'each kind once')
const workingDays = z.int().min(0).max(60)

const counter = { counter: id }
const here = { counter: id, ticket: id }

export const commandSchema = z.discriminatedUnion('type', [
  of('OpenHall', {}),
  of('CloseHall', { force: z.boolean().exactOptional() }),
  of('PublishCatalogue', { catalogue: catalogueSchema }),
  of('MoveHall', { epoch: z.int().min(1), server: id, why: z.enum(MOVE_REASONS), chain: z.string().max(64) }),
  of('OpenCounter', counter),
  of('PauseCounter', {
    ...counter,
    reason: z.enum(PAUSE_REASONS),
    destination: reason.exactOptional(),
    backAt: at.exactOptional(),
    note: reason.exactOptional(),
    handOver: z.boolean().exactOptional(),
  }),
  of('CloseCounter', counter),
  of('CallNext', counter),
  of('CallTicket', { ...here, reason: reason.exactOptional(), override: z.boolean().exactOptional() }),
  of('RecallTicket', here),
  of('StartServing', here),
  of('CompleteTicket', {
    ...here,
    outcome: z.enum(OUTCOMES),
    reason: reason.exactOptional(),
    materials: materials.exactOptional(),
    cases: z.int().min(1).max(99).exactOptional(),
    thenCall: z.boolean().exactOptional(),
  }),
  of('CorrectService', { ...here, service: id }),
  of('MarkNoShow', here),
  of('ParkTicket', { ...here, reason, until: at.exactOptional() }),
  of('RequeueTicket', { ...here, reason }),
  of('ServeDirectly', { counter: id, ticket: minted, service: id, reason }),
  of('TakeOver', { ...counter, from: id }),
  of('UndoAct', counter),
  of('NoteVacancy', counter),
  of('SwitchProfile', { ...counter, profile: id.nullable(), reason: reason.exactOptional() }),
  of('SwitchHelp', { ...counter, theme: id, on: z.boolean(), reason: reason.exactOptional() }),
  of('IssueTicket', {
    ticket: minted,
    service: id,
    class: z.enum(TICKET_CLASSES).exactOptional(),
    ground: z.enum(PRIORITY_GROUNDS).exactOptional(),
    slot: at.exactOptional(),
    more: z.array(id).max(MATTERS_MAX).exactOptional(),
    person: person.exactOptional(),
    materials: materials.exactOptional(),
    proxy: person.exactOptional(),
    maskedName: z.string().min(1).max(20).exactOptional(),
    again: z.literal(true).exactOptional(),
    offline: z
      .strictObject({
        series: z.string().regex(/^X[A-Z]$/, 'a series that was lent'),
        number: z.int().min(1).max(9_999),
        at,
        insteadOf: id.exactOptional(),
      })
      .exactOptional(),
  }),
  of('TransferTicket', {
    ticket: id,
    service: id,
    reason: z.enum(REDIRECT_REASONS),
    note: reason.exactOptional(),
    bound: bound.exactOptional(),
    front: z.boolean().exactOptional(),
    until: at.exactOptional(),
    comeBack: z.boolean().exactOptional(),
  }),
  of('AddMatter', { ticket: id, service: id }),
  of('ChangeClass', {
    ticket: id,
    class: z.enum(['ordinary', 'priority']),
    ground: z.enum(PRIORITY_GROUNDS).exactOptional(),
  }),
  of('CheckMaterials', { ticket: id, materials }),
  of('NameVisitor', { ticket: id, person }),
  of('WakeTicket', { ticket: id }),
  of('LeaseBlock', {}),
  of('QuoteWait', { ticket: id, p50Ms: z.int().nonnegative(), p80Ms: z.int().nonnegative() }),
  of('ReturnTicket', { ticket: id }),
  of('CancelTicket', { ticket: id, reason }),
  of('ReprintTicket', { ticket: id, person: person.exactOptional() }),
  of('RateVisit', { ticket: id, secret: id, grade: z.enum(GRADES), leg: leg.exactOptional() }),
  of('ExplainRating', {
    ticket: id,
    secret: id,
    leg: leg.exactOptional(),
    complaints,
    text: reason.exactOptional(),
  }),
  of('GiveNotice', {
    service: id,
    kind: z.enum(NOTICE_KINDS),
    materials: materials.exactOptional(),
    ticket: id.exactOptional(),
    person: person.exactOptional(),
  }),
  of('LogQuestion', {
    question: minted,
    channel: z.enum(QUESTION_CHANNELS),
    service: id.exactOptional(),
    text: reason.exactOptional(),
    owed: z.strictObject({ owner: reason, workingDays }).exactOptional(),
  }),
  of('AnswerQuestion', { question: id, text: reason }),
  of('TakePost', { desk: id }),
  of('LeavePost', { staff: id.exactOptional() }),
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
