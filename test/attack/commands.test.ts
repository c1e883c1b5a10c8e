/**
 * Every command with everybody who could ask for it, by HTTP, against a real hall. The commands come from the schema that
 * parses them, so a new one without a row fails here; so does one that lets in somebody more.
 */

import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandType } from '../../hall/commands.ts'
import { mintSecret } from '../../server/clock.ts'
import { commandSchema, parseWith } from '../../server/http/command-schema.ts'
import { type Answered, type HallServer, PASSWORD, startTestHall } from '../kit/hall-server.ts'
import { stateOf } from '../kit/hall-state.ts'
import { type HandClock, handClock, seconds } from '../kit/hand-clock.ts'
import { commandTypesInSource } from '../kit/words.ts'
import { CALLERS, type Caller, COMMAND_ROWS, ROWS_CATALOGUE, STRANGERS, type Stranger } from './command-rows.ts'
import { everybodysTokens, type SetScene, setScene, type Tokens } from './command-stage.ts'

const TYPES = commandSchema.options.map((option) => option.shape.type.value)
/** A source may write so many refusals at once and one in five seconds (X33): with this between commands none is left out. */
const BETWEEN_COMMANDS = seconds(5)

let clock: HandClock
let hall: HallServer
let tokens: Tokens
let log: Database.Database

beforeAll(async () => {
  clock = handClock()
  hall = await startTestHall({ shipped: ROWS_CATALOGUE, clock })
  tokens = await everybodysTokens(hall, clock)
  log = new Database(join(hall.dataDir, 'security.sqlite'), { readonly: true })
})
afterAll(async () => {
  log.close()
  await hall.stop()
})

const tokenOf = (who: Caller | Stranger, scene: SetScene): string | undefined => {
  if (who === 'visitor') return scene.secret
  return who === 'visitor with another ticket' ? scene.another : tokens[who]
}
const ask = (type: CommandType, who: Caller | Stranger, scene: SetScene): Promise<Answered> =>
  hall.request(
    'POST',
    `${hall.hallPath}/commands`,
    { id: mintSecret(), ...COMMAND_ROWS[type].ask(scene) },
    tokenOf(who, scene),
  )

/** Refusals that the security log notes from a position on, as `who: what`. */
const notedAfter = (position: number): string[] =>
  log
    .prepare<[number], { readonly line: string }>(
      "SELECT who || ': ' || type || ' ' || outcome || ' ' || about || ' ' || data AS line FROM security WHERE position > ?",
    )
    .all(position)
    .map(({ line }) => line)
const lastLine = (): number =>
  log.prepare<[], { last: number }>('SELECT max(position) AS last FROM security').get()?.last ?? 0

/** The one line for a caller that was refused this command. */
const lineOf = (type: CommandType, who: Caller, scene: SetScene): string => {
  const known = hall.people.actorOf(tokenOf(who, scene) ?? '')
  const id = known?.id ?? hall.live.hall().bySecret.get(tokenOf(who, scene) ?? '')
  const data = JSON.stringify({ role: known?.role ?? 'visitor', command: type })
  return `${id}: not-permitted refused POST /api/halls/:hall/commands ${data}`
}

describe('the rows', () => {
  it('X5 are one for each command that the hall knows and the door parses, each with a body that the door takes', async () => {
    const inRows = Object.keys(COMMAND_ROWS).sort()
    expect(inRows).toEqual([...TYPES].sort())
    expect(inRows).toEqual(commandTypesInSource())
    const scene = await setScene(hall, 'waiting')
    for (const type of TYPES) {
      const body = { id: mintSecret(), ...COMMAND_ROWS[type].ask(scene) }
      expect(parseWith(commandSchema, body), type).toMatchObject({ ok: true })
      expect(body.type).toBe(type)
    }
  })
})

describe('every command', () => {
  it.each(TYPES)('X5 %s: whoever is not in its row is refused, is noted once, and leaves nothing', async (type) => {
    clock.move(BETWEEN_COMMANDS)
    const { who: allowed, stage } = COMMAND_ROWS[type]
    const scene = await setScene(hall, stage)
    const before = stateOf(hall.live.hall())
    const noted = lastLine()
    const known = CALLERS.filter((who) => !allowed.includes(who))
    const answers = await Promise.all(
      [...known, ...STRANGERS].map(async (who) => [who, await ask(type, who, scene)] as const),
    )
    expect(answers.map(([who, { status, code }]) => `${who}: ${status} ${code}`)).toEqual([
      ...known.map((who) => `${who}: 403 not-permitted`),
      ...STRANGERS.map((who) => `${who}: 401 unknown-token`),
    ])
    expect(stateOf(hall.live.hall()) === before, 'the hall is as it was').toBe(true)
    expect(notedAfter(noted).sort()).toEqual(known.map((who) => lineOf(type, who, scene)).sort())
  })

  it.each(TYPES)('X5 %s: whoever is in its row is let through, and it is done', async (type) => {
    const { who: allowed, stage } = COMMAND_ROWS[type]
    for (const who of allowed) {
      const scene = await setScene(hall, stage)
      const { status, code } = await ask(type, who, scene)
      expect(`${who}: ${status} ${code ?? ''}`).toBe(`${who}: 200 `)
    }
  })
})

describe('a machine that is taken back in the middle of its work', () => {
  it('X8 X5 gets no further command through from the moment the answer says so', async () => {
    const kiosk = await hall.device('kiosk')
    const issue = (): Promise<Answered> =>
      hall.command({ type: 'IssueTicket', ticket: mintSecret(), service: 'C-01' }, kiosk.token)
    let working = true
    const statuses: number[] = []
    const work = async (): Promise<void> => {
      while (working) statuses.push((await issue()).status)
    }
    const working4 = Promise.all([work(), work(), work(), work()])
    await expect.poll(() => statuses.length).toBeGreaterThan(8)
    await hall.request('DELETE', `${hall.hallPath}/devices/${kiosk.id}`, undefined, hall.managerToken)
    const after = await Promise.all([issue(), issue()])
    working = false
    await working4
    expect(after.map(({ status, code }) => `${status} ${code}`)).toEqual(Array(2).fill('401 unknown-token'))
    expect(statuses).toContain(200)
    const before = hall.live.hall().position
    expect((await issue()).status).toBe(401)
    expect(hall.live.hall().position).toBe(before)
  })
})

describe('a session that owes its second factor', () => {
  it('X30 X5 is nobody to every command, while those of whom none is asked go on', async () => {
    expect(hall.people.setPolicy({ secondFactor: 'administrators' }, { from: 'desk' })).toMatchObject({ ok: true })
    const signedIn = async (role: string): Promise<string> => {
      const answer = await hall.request('POST', '/api/sign-in', { name: `one who is ${role}`, password: PASSWORD })
      expect([role, String(answer.token)]).toEqual([role, expect.stringMatching(/^[\w-]{43}$/)])
      return String(answer.token)
    }
    const scene = await setScene(hall, 'serving')
    const askWith = (token: string, type: CommandType): Promise<Answered> =>
      hall.request('POST', `${hall.hallPath}/commands`, { id: mintSecret(), ...COMMAND_ROWS[type].ask(scene) }, token)
    const before = stateOf(hall.live.hall())
    for (const role of ['manager', 'sysadmin', 'secadmin', 'auditor']) {
      const token = await signedIn(role)
      const answers = await Promise.all(TYPES.map((type) => askWith(token, type)))
      expect([role, ...new Set(answers.map(({ status, code }) => `${status} ${code}`))]).toEqual([
        role,
        '403 factor-needed',
      ])
    }
    expect(stateOf(hall.live.hall()) === before).toBe(true)
    expect(await askWith(await signedIn('guide'), 'LogQuestion')).toMatchObject({ status: 200 })
  })
})
