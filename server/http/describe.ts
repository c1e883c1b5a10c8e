/**
 * The OpenAPI document, made from the very schemas that parse. OpenAPI 3.1 speaks JSON Schema, and zod writes that itself,
 * so nothing stands between the two that could say something else.
 */
import type { Hono } from 'hono'
import { z } from 'zod'
import { policyChangeSchema } from '../people/security-policy.ts'
import { commandSchema } from './command-schema.ts'
import { ownBoardsSchema } from './draft.ts'
import { inputSchema, reportSchema } from './edge.ts'
import { ownOrderSchema } from './order.ts'
import {
  codeSignInSchema,
  deviceChangeSchema,
  factorCodeSchema,
  factorSchema,
  firstManagerSchema,
  newDeviceSchema,
  newStaffSchema,
  ownPasswordSchema,
  pairSchema,
  publishSchema,
  signInSchema,
  staffChangeSchema,
} from './people-schema.ts'
import { planSchema } from './plan.ts'
import { printSchema } from './printing.ts'
import { ownSlipSchema, previewSchema } from './slips.ts'
import { ticketSchema } from './sso.ts'
import { secondSchema } from './two-people.ts'
import { keepSchema, lookSchema } from './vault.ts'
import { personSchema, scanSchema } from './visitors.ts'
import { whatIfSchema } from './what-if.ts'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Route = readonly [method: Method, path: string, summary: string, body?: z.ZodType]

const HALL = '/api/halls/{hall}'
const ROUTES: readonly Route[] = [
  ['post', `${HALL}/commands`, 'Ask the hall to do something. The same id gives the same answer.', commandSchema],
  ['get', `${HALL}/views/{topic}`, 'What a screen of this topic shows now.'],
  ['get', `${HALL}/catalogue`, 'The catalogue in force.'],
  ['get', `${HALL}/tickets/{number}`, 'One ticket of today by the number people read.'],
  ['get', `${HALL}/tickets/{number}/why`, 'Why a number was called: each of its calls today, explained.'],
  ['get', `${HALL}/forecast`, 'How good the forecasts of today and of the last days are, by service and hour.'],
  ['post', `${HALL}/scans`, 'One ticket of today by the secret in its QR.', scanSchema],
  [
    'post',
    `${HALL}/persons`,
    'Turn the number of a document into a key that stands for it; the number is checked and not kept.',
    personSchema,
  ],
  [
    'post',
    `${HALL}/vault`,
    'Keep a number that a matter or a call back needs, encrypted and for its days alone.',
    keepSchema,
  ],
  ['get', `${HALL}/vault/questions/{about}`, 'What is kept for a question that somebody owes an answer to; masked.'],
  ['get', `${HALL}/vault/tickets/{about}`, 'What is kept for a visit, and what its matter asks for; masked.'],
  ['post', `${HALL}/vault/{id}/look`, 'Look at one number in full, with a reason; it is recorded.', lookSchema],
  ['post', `${HALL}/vault/{id}/remove`, 'Remove one number before its time, because its owner wants that.', lookSchema],
  ['get', `${HALL}/vault`, 'How much is kept, when the next goes, and who looked.'],
  ['get', `${HALL}/waiting-list`, 'Everybody who waits, in calling order; for the list that outlives the server.'],
  ['get', '/api/hall', 'Which hall this server runs.'],
  ['get', '/health', 'Whether the server answers, and the ledger position it stands at.'],
  ['post', '/api/pair', 'Turn a pairing code into the token of a machine.', pairSchema],
  ['post', '/api/sign-in', 'Sign in; window staff at a paired window computer.', signInSchema],
  ['post', '/api/sign-in/code', 'Go on with the code of a second factor.', codeSignInSchema],
  ['get', '/api/factor', 'Whether whoever asks has a second factor, and whether it is asked of them.'],
  ['post', '/api/factor', 'A secret for a second factor of one’s own; in force once confirmed.', factorSchema],
  [
    'post',
    '/api/factor/confirm',
    'Put it in force with a code of it; recovery codes come back once.',
    factorCodeSchema,
  ],
  ['post', '/api/factor/remove', 'Remove one’s own second factor.', factorSchema],
  ['get', `${HALL}/security/factors`, 'Who has a second factor, and of whom it is asked.'],
  ['delete', `${HALL}/staff/{id}/factor`, 'Take somebody else’s second factor away: their telephone is lost.'],
  ['post', '/api/sign-out', 'End the session of the token.'],
  ['post', '/api/sign-out/everywhere', 'End all sessions of this person.'],
  ['post', '/api/here', 'A sign of life of somebody at the keys: the session is not quiet.'],
  ['post', '/api/password', 'Choose a new password with the old one, and sign in.', ownPasswordSchema],
  ['post', '/api/rotate', 'The next token of a machine, once its own is a day old; good from its first use.'],
  ['get', '/api/sso', 'Whether the hall has a single sign-on.'],
  ['get', '/api/sso/start', 'The way to the single sign-on, back to a page of staff (`?page=`).'],
  ['get', '/api/sso/callback', 'The way back from it.'],
  ['post', '/api/sso/session', 'Turn what it brought into a session, once.', ticketSchema],
  ['get', `${HALL}/security/policy`, 'How strict the hall is with whoever signs in.'],
  ['patch', `${HALL}/security/policy`, 'Change it.', policyChangeSchema],
  ['get', `${HALL}/security/sessions`, 'Who is signed in, where and since when.'],
  ['delete', `${HALL}/staff/{id}/sessions`, 'Sign a person out everywhere.'],
  ['get', `${HALL}/security/proposals`, 'What waits for a second person, and what ended within a day.'],
  [
    'post',
    `${HALL}/security/proposals/{id}`,
    'Agree, and it is done; or do not, with a word. Whoever asked takes it back so.',
    secondSchema,
  ],
  ['get', `${HALL}/security/log`, 'The security log, newest first (`?before=POSITION`, `?refused=1`).'],
  ['get', `${HALL}/security/log.csv`, 'The security log of some days of the hall (`?from=&to=`).'],
  ['get', `${HALL}/security/check`, 'Whether every line of the security log is what was written.'],
  ['post', '/api/first-manager', 'Make the first manager with the code of the server console.', firstManagerSchema],
  ['get', `${HALL}/staff`, 'The people of the hall.'],
  ['post', `${HALL}/staff`, 'Add a person.', newStaffSchema],
  [
    'patch',
    `${HALL}/staff/{id}`,
    'Change a person: password, number, post, photo, whether they may sign in.',
    staffChangeSchema,
  ],
  ['get', `${HALL}/devices`, 'The machines, peripherals and edges of the hall, and how each is.'],
  ['post', `${HALL}/devices`, 'Add a machine; the answer has its pairing code.', newDeviceSchema],
  ['patch', `${HALL}/devices/{id}`, 'Change the settings of a screen.', deviceChangeSchema],
  ['post', `${HALL}/devices/{id}/code`, 'A fresh pairing code for a machine.'],
  ['delete', `${HALL}/devices/{id}`, 'Take the token of a machine back.'],
  ['post', `${HALL}/devices/{id}/tone`, 'Let a machine be heard, so that somebody finds it.'],
  ['post', `${HALL}/peripherals/{id}/test`, 'Let a peripheral show that it works.'],
  [
    'post',
    `${HALL}/edge/reports`,
    'How the printers, jobs and peripherals of an edge are; whole each time.',
    reportSchema,
  ],
  [
    'post',
    `${HALL}/edge/inputs`,
    'What was pressed, laid down or scanned at an edge. The same id acts once.',
    inputSchema,
  ],
  ['get', `${HALL}/draft`, 'What is wrong with the catalogue draft, if anything, and what to advise.'],
  [
    'post',
    `${HALL}/printers/{id}/print`,
    'Print a test, the list of those who wait, or the figures of the day. The same id prints once.',
    printSchema,
  ],
  ['get', `${HALL}/slips`, 'The papers of the hall: what each knows and must say, and its template in the draft.'],
  [
    'post',
    `${HALL}/slips/preview`,
    'A template as a printer would print it, with sample facts of this hall.',
    previewSchema,
  ],
  [
    'put',
    `${HALL}/draft/slips/{kind}`,
    'Put an own template of a paper into the draft; null takes it out again.',
    ownSlipSchema,
  ],
  ['get', `${HALL}/draft/boards`, 'What the draft shows on boards besides calls.'],
  ['put', `${HALL}/draft/boards`, 'Replace what the draft shows on boards besides calls.', ownBoardsSchema],
  [
    'get',
    `${HALL}/draft/order`,
    'The rules of calling in the draft: credits, rates, work profiles, who follows which when.',
  ],
  ['put', `${HALL}/draft/order`, 'Replace the rules of calling in the draft.', ownOrderSchema],
  [
    'get',
    `${HALL}/overtaking`,
    'The calls of a day (`?day=YYYY-MM-DD`) that went before somebody who had come earlier.',
  ],
  [
    'get',
    `${HALL}/anomalies`,
    'What staff did by hand on these days (`?from=&to=`) beside what their colleagues did: leads, with reasons.',
  ],
  ['get', `${HALL}/verdicts`, 'What was found when the ledger was held against its rules, today and in all days.'],
  ['post', `${HALL}/verdicts`, 'Hold all days of the ledger against its rules now.'],
  [
    'get',
    `${HALL}/chain`,
    'The head of the chain at the end of each of these days (`?from=&to=`), to be kept elsewhere.',
  ],
  [
    'get',
    `${HALL}/plan`,
    'What comes on a weekday (`?weekday=1` is Monday), theme by theme, and the windows set for it.',
  ],
  [
    'post',
    `${HALL}/plan`,
    'How many windows these themes need by half hour, sharing them: rule, Erlang C, simulation and a roster.',
    planSchema,
  ],
  ['get', `${HALL}/advice`, 'Who will wait too long within the hour, and up to three acts that would help.'],
  [
    'get',
    `${HALL}/advice/saved`,
    'What was advised and done on a day (`?day=YYYY-MM-DD`; absent: today), with the waiting it saved.',
  ],
  ['get', `${HALL}/what-if`, 'A past day (`?day=YYYY-MM-DD`; absent: the latest) that can be run again.'],
  [
    'post',
    `${HALL}/what-if`,
    'Run a past day again under a change, beside what happened; nothing in the hall changes.',
    whatIfSchema,
  ],
  ['get', `${HALL}/media`, 'The pictures and films of the hall, and what needs them.'],
  ['post', `${HALL}/media`, 'Bring a picture or film: the body is the file.'],
  ['delete', `${HALL}/media/{media}`, 'Remove a picture or film that nothing shows.'],
  ['get', '/media/{media}', 'A picture or film.'],
  ['post', `${HALL}/draft/publish`, 'Put the draft in force.', publishSchema],
]

const PROBLEM = {
  type: 'object',
  required: ['ok', 'code', 'status', 'title'],
  properties: {
    ok: { const: false },
    code: { type: 'string' },
    status: { type: 'integer' },
    title: { type: 'string' },
  },
}

const operation = ([, path, summary, body]: Route): object => ({
  summary,
  security: [{ token: [] }],
  parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  })),
  ...(body && {
    requestBody: { required: true, content: { 'application/json': { schema: z.toJSONSchema(body, { io: 'input' }) } } },
  }),
  responses: {
    200: { description: 'Done.', content: { 'application/json': { schema: { type: 'object' } } } },
    default: { description: 'Refused, with a code.', content: { 'application/problem+json': { schema: PROBLEM } } },
  },
})

const document = (): object => {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of ROUTES) paths[route[1]] = { ...paths[route[1]], [route[0]]: operation(route) }
  return {
    openapi: '3.1.0',
    info: { title: 'Yichuang 一窗', version: '1' },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths,
  }
}

export const describeApi = (app: Hono): void => {
  // Made when first asked for: few halls ever ask, and every start would pay.
  let made: object | undefined
  app.get('/api/openapi.json', (c) => {
    made ??= document()
    return c.json(made)
  })
}
