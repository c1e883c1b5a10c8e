/** The OpenAPI document, made from the very schemas that parse. */
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { commandSchema } from './command-schema.ts'
import {
  firstManagerSchema,
  newDeviceSchema,
  newStaffSchema,
  pairSchema,
  publishSchema,
  signInSchema,
  staffChangeSchema,
} from './people.ts'

type Method = 'get' | 'post' | 'patch' | 'delete'
type Route = readonly [method: Method, path: string, summary: string, body?: z.ZodType]

const ROUTES: readonly Route[] = [
  [
    'post',
    '/api/halls/{hall}/commands',
    'Ask the hall to do something. The same id gives the same answer.',
    commandSchema,
  ],
  ['get', '/api/halls/{hall}/views/{topic}', 'What a screen of this topic shows now.'],
  ['get', '/api/halls/{hall}/catalogue', 'The catalogue in force.'],
  ['get', '/api/halls/{hall}/tickets/{number}', 'One ticket of today by the number people read.'],
  ['get', '/api/hall', 'Which hall this server runs.'],
  ['get', '/health', 'Whether the server answers, and the ledger position it stands at.'],
  ['post', '/api/pair', 'Turn a pairing code into the token of a machine.', pairSchema],
  ['post', '/api/sign-in', 'Sign in; window staff at a paired window computer.', signInSchema],
  ['post', '/api/sign-out', 'End the session of the token.'],
  ['post', '/api/first-manager', 'Make the first manager with the code of the server console.', firstManagerSchema],
  ['get', '/api/halls/{hall}/staff', 'The people of the hall.'],
  ['post', '/api/halls/{hall}/staff', 'Add a person.', newStaffSchema],
  ['patch', '/api/halls/{hall}/staff/{id}', 'Disable or enable a person, or set a new password.', staffChangeSchema],
  ['get', '/api/halls/{hall}/devices', 'The machines of the hall.'],
  ['post', '/api/halls/{hall}/devices', 'Add a machine; the answer has its pairing code.', newDeviceSchema],
  ['post', '/api/halls/{hall}/devices/{id}/code', 'A fresh pairing code for a machine.'],
  ['delete', '/api/halls/{hall}/devices/{id}', 'Take a machine’s token back.'],
  ['get', '/api/halls/{hall}/draft', 'What is wrong with the catalogue draft, if anything.'],
  ['post', '/api/halls/{hall}/draft/publish', 'Put the draft in force.', publishSchema],
]

const accepted = z.object({ ok: z.literal(true) }).loose()
const problemShape = z.object({ ok: z.literal(false), code: z.string(), status: z.number(), title: z.string() }).loose()

export const describeApi = (app: OpenAPIHono): void => {
  for (const [method, path, summary, body] of ROUTES) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    app.openAPIRegistry.registerPath({
      method,
      path,
      summary,
      request: {
        ...(names.length > 0 ? { params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) } : {}),
        ...(body ? { body: { required: true, content: { 'application/json': { schema: body } } } } : {}),
      },
      responses: {
        200: { description: 'Done.', content: { 'application/json': { schema: accepted } } },
        default: {
          description: 'Refused, with a code.',
          content: { 'application/problem+json': { schema: problemShape } },
        },
      },
    })
  }
  app.doc31('/api/openapi.json', { openapi: '3.1.0', info: { title: 'Yichuang 一窗', version: '1' } })
}
