/**
 * The OpenAPI document, made from the very schemas that parse. OpenAPI 3.1 speaks JSON Schema, and zod writes that itself,
 * so nothing stands between the two that could say something else.
 */
import type { Hono } from 'hono'
import { z } from 'zod'
import { commandSchema } from './command-schema.ts'
import { ownBoardsSchema } from './draft.ts'
import { inputSchema, reportSchema } from './edge.ts'
import { ownOrderSchema } from './order.ts'
import {
  deviceChangeSchema,
  firstManagerSchema,
  newDeviceSchema,
  newStaffSchema,
  pairSchema,
  publishSchema,
  signInSchema,
  staffChangeSchema,
} from './people-schema.ts'
import { planSchema } from './plan.ts'
import { printSchema } from './printing.ts'
import { ownSlipSchema, previewSchema } from './slips.ts'
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
  ['get', '/api/hall', 'Which hall this server runs.'],
  ['get', '/health', 'Whether the server answers, and the ledger position it stands at.'],
  ['post', '/api/pair', 'Turn a pairing code into the token of a machine.', pairSchema],
  ['post', '/api/sign-in', 'Sign in; window staff at a paired window computer.', signInSchema],
  ['post', '/api/sign-out', 'End the session of the token.'],
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
