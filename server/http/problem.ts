/** Errors as problem details (RFC 9457): a status that is never 200, a code for machines, a sentence for people. */
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Refusal, RefusalCode } from '../../hall/refusal.ts'
import type { Refused } from '../../hall/reply.ts'

const STATUS_OF: Record<RefusalCode, ContentfulStatusCode> = {
  'hall-closed': 409,
  'hall-open': 409,
  'hall-full': 409,
  'no-catalogue': 409,
  'still-serving': 409,
  'unknown-service': 404,
  'unknown-counter': 404,
  'unknown-ticket': 404,
  'service-closed': 409,
  'quota-used': 409,
  'ticket-exists': 409,
  'ground-needed': 422,
  'slot-needed': 422,
  'counter-closed': 409,
  'counter-paused': 409,
  'counter-busy': 409,
  'counter-without-queue': 409,
  'nobody-waiting': 409,
  'wrong-status': 409,
  elsewhere: 409,
  'not-authorised': 403,
  'same-service': 422,
  'reason-needed': 422,
  'too-soon': 409,
  'calls-spent': 409,
  'calls-missing': 409,
  'return-too-late': 409,
  'returns-spent': 409,
  'already-rated': 409,
  'wrong-secret': 403,
  'catalogue-invalid': 422,
  'live-ticket-orphaned': 409,
  'counter-in-use': 409,
  'not-permitted': 403,
  'command-reused': 409,
  'storage-failed': 503,
}

/** One sentence per refusal that says what happened and what to do, for whoever reads the API by hand. */
const SENTENCE: Record<RefusalCode, string> = {
  'hall-closed': 'The hall is closed today or its day is over: open the hall first.',
  'hall-open': 'The hall is open already.',
  'hall-full': 'The hall has issued as many tickets as a day may hold.',
  'no-catalogue': 'No catalogue is in force: publish one first.',
  'still-serving': 'Some windows still have somebody in front of them: finish there, or close with force.',
  'unknown-service': 'The catalogue in force has no such service.',
  'unknown-counter': 'The catalogue in force has no such window.',
  'unknown-ticket': 'No such ticket was issued today.',
  'service-closed': 'No window of this hall takes that service.',
  'quota-used': 'All tickets of that service are taken for today.',
  'ticket-exists': 'A ticket with this id exists: mint another id for another ticket.',
  'ground-needed': 'A priority ticket needs its ground.',
  'slot-needed': 'An appointment ticket needs its slot.',
  'counter-closed': 'The window is closed: open it first.',
  'counter-paused': 'The window is paused: open it first.',
  'counter-busy': 'The window has a ticket in front of it: complete, park or transfer that one first.',
  'counter-without-queue': 'This window takes no queue and calls nobody.',
  'nobody-waiting': 'Nobody waits for what this window takes.',
  'wrong-status': 'The ticket is not in a status for this.',
  elsewhere: 'The ticket is at another window.',
  'not-authorised': 'This window is not authorised for that service.',
  'same-service': 'The ticket is queued for that service already.',
  'reason-needed': 'This act needs a reason.',
  'too-soon': 'Too soon after the last call: wait for `waitMs`.',
  'calls-spent': 'The ticket was called as often as the rule allows: mark it a no-show.',
  'calls-missing': 'A no-show needs all the calls the rule asks for first.',
  'return-too-late': 'The no-show is too long ago to come back: issue a new ticket.',
  'returns-spent': 'The ticket has come back as often as the rule allows.',
  'already-rated': 'This visit was rated.',
  'wrong-secret': 'The secret does not belong to this ticket.',
  'catalogue-invalid': 'The catalogue has errors: mend those listed under `problems`.',
  'live-ticket-orphaned': 'People wait for a service that this catalogue would leave without a window.',
  'counter-in-use': 'A window that this catalogue removes is still open: close it first.',
  'not-permitted': 'Your role does not include this.',
  'command-reused': 'This command id was used with another content: mint a new id.',
  'storage-failed': 'The ledger could not be written; nothing happened. Send the same command again.',
}

export const problem = (
  c: Context,
  status: ContentfulStatusCode,
  code: string,
  title: string,
  data: object = {},
): Response =>
  c.json({ ok: false, type: 'about:blank', status, code, title, ...data }, status, {
    'content-type': 'application/problem+json',
  })

export const refused = (c: Context, refusal: Refusal | Refused): Response =>
  problem(c, STATUS_OF[refusal.code], refusal.code, SENTENCE[refusal.code], refusal)
