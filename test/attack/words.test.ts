/**
 * Every word that a line may carry with everybody who could say it, against a real hall. The words come from the types of the
 * wire and from what the gateway hears, so one that nobody thought about fails here; so does a view that is told to somebody more.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROTOCOL, TOPIC_KINDS } from '../../hall/wire.ts'
import { type HallServer, startTestHall } from '../kit/hall-server.ts'
import { stateOf } from '../kit/hall-state.ts'
import { type HandClock, handClock, minutes } from '../kit/hand-clock.ts'
import { WELL } from '../kit/screen-hall.ts'
import { commandTypesInSource } from '../kit/words.ts'
import { ROWS_CATALOGUE, STRANGERS } from './command-rows.ts'
import { everybodysTokens, type SetScene, setScene, type Tokens } from './command-stage.ts'
import { type Asked, REPORTERS, SPEAKERS, TOLD, TOPICS, WITHOUT_TOKEN, WORDS } from './word-rows.ts'

let clock: HandClock
let hall: HallServer
let tokens: Tokens
let scene: SetScene
let log: Database.Database
const opened: Socket[] = []

beforeAll(async () => {
  clock = handClock()
  const printers = [{ id: 'p1', name: '打印机', kind: 'virtual', paper: 80 }] as const
  hall = await startTestHall({ shipped: { ...ROWS_CATALOGUE, printers }, clock })
  tokens = await everybodysTokens(hall, clock)
  scene = await setScene(hall, 'serving')
  log = new Database(join(hall.dataDir, 'security.sqlite'), { readonly: true })
})
afterAll(async () => {
  for (const socket of opened) socket.close()
  log.close()
  await hall.stop()
})

/** Long enough that no refusal of anybody is left out of the log (X33), while everybody is at their keys. */
const aMinutePasses = (): void => {
  clock.move(minutes(1))
  for (const token of [...Object.values(tokens), hall.managerToken]) if (token !== undefined) hall.people.touch(token)
}
const tokenOf = (who: string): string | undefined =>
  WITHOUT_TOKEN.includes(who) ? undefined : (tokens as Readonly<Record<string, string | undefined>>)[who]
/** A line, or the reason why there is none. */
const line = (token: string | undefined, more: object = {}, path = ''): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const options = { transports: ['websocket'], reconnection: false, forceNew: true, auth: { token }, ...more }
    const socket = io(`${hall.url}${path}`, options)
    opened.push(socket)
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
  })
const watch = (socket: Socket, topic: unknown): Promise<{ readonly view?: unknown; readonly refused?: string }> =>
  new Promise((resolve) => socket.emit('watch', topic, PROTOCOL, resolve))
const cut = (socket: Socket): Promise<string> => new Promise((resolve) => socket.once('disconnect', resolve))

const idOf = (who: string): string => hall.people.actorOf(tokenOf(who) ?? '')?.id ?? 'x'
const topicFor = (who: string, asked: Asked): string => {
  if (asked.endsWith(':own')) return asked.replace('own', asked === 'ticket:own' ? scene.secret : idOf(who))
  if (asked === 'ticket:id') return `ticket:${scene.ticket}`
  return asked.replace('other', idOf(who === 'pad' ? 'display' : 'pad'))
}
type Line = { readonly type: string; readonly about: string; readonly who: string | null; readonly data: string }
const refusedAfter = (position: number): Line[] =>
  log
    .prepare<[number], Line>(
      "SELECT type, about, who, data FROM security WHERE position > ? AND outcome = 'refused' ORDER BY position",
    )
    .all(position)
const lastLine = (): number =>
  log.prepare<[], { last: number }>('SELECT max(position) AS last FROM security').get()?.last ?? 0

describe('the words', () => {
  it('X5 are those of the wire and those that the gateway hears, and every kind of view is asked for', () => {
    const wire = readFileSync('hall/wire.ts', 'utf8')
    const declared = /export interface ClientToServer \{([\s\S]*?)\n\}/.exec(wire)?.[1] ?? ''
    expect([...declared.matchAll(/^ {2}(\w+):/gm)].map(([, word]) => word)).toEqual(WORDS)
    const heard = [...readFileSync('server/gateway.ts', 'utf8').matchAll(/socket\.on\('(\w+)'/g)].map(
      ([, word]) => word,
    )
    // The one that is no word of anybody: the end of a line.
    expect(heard.filter((word) => word !== 'disconnect')).toEqual(WORDS)
    const kinds = new Set(TOPICS.map((topic) => topic.split(':')[0]))
    expect(TOPIC_KINDS.filter((kind) => !kinds.has(kind))).toEqual([])
  })
})

describe('watch and unwatch', () => {
  it.each(SPEAKERS)(
    'X5 X4 %s is told what the table says and nothing else; every refusal is noted once',
    async (who) => {
      aMinutePasses()
      const socket = await line(tokenOf(who))
      const noted = lastLine()
      const told: Asked[] = []
      const refused: string[] = []
      for (const asked of TOPICS) {
        const answer = await watch(socket, topicFor(who, asked))
        if (answer.view !== undefined) told.push(asked)
        else if (answer.refused === 'not-permitted')
          refused.push(asked === 'nothing' ? 'unknown' : (asked.split(':')[0] ?? ''))
        socket.emit('unwatch', topicFor(who, asked))
      }
      expect(told).toEqual(TOPICS.filter((asked) => TOLD[who].includes(asked) && isThere(who, asked)))
      expect(refused.length).toBe(TOPICS.filter((asked) => !TOLD[who].includes(asked) && asked !== 'ticket:id').length)
      const lines = refusedAfter(noted)
      expect(lines.map(({ type, about }) => `${type} ${about}`)).toEqual(refused.map((kind) => `watch ${kind}`))
      expect(new Set(lines.map(({ who: id }) => id)).size).toBeLessThanOrEqual(1)
      socket.close()
    },
  )

  it('X5 whoever was let watch and says unwatch hears no more of it', async () => {
    const [one, two] = [await line(tokens.display), await line(tokens.display)]
    for (const socket of [one, two]) await watch(socket, 'board:all')
    const heard: string[] = []
    one.on('view', () => heard.push('one'))
    const second = new Promise((resolve) => two.on('view', resolve))
    one.emit('unwatch', 'board:all')
    // The answer to a later word shows that the earlier was taken.
    await watch(one, 'nothing')
    aMinutePasses()
    await hall.command({ type: 'IssueTicket', ticket: scene.fresh(), service: 'A-01' }, tokens.kiosk)
    await second
    expect(heard).toEqual([])
    for (const socket of [one, two]) socket.close()
  })

  it('X21 topics that are names of an object’s own parts are no topics', async () => {
    const socket = await line(tokens.manager)
    for (const topic of [
      '__proto__',
      'constructor',
      'toString',
      'board:__proto__',
      'counter:constructor',
      'screen:__proto__',
      'paper:__proto__',
      'strip:toString',
      'kiosk',
      ':',
      '',
    ])
      expect([topic, (await watch(socket, topic)).view]).toEqual([
        topic,
        topic === 'kiosk' ? expect.anything() : undefined,
      ])
    expect(Object.keys(Object.prototype)).toEqual([])
    socket.close()
  })
})

/** What the table allows and this hall does not have: a person has no screen of their own. */
const isThere = (who: string, asked: Asked): boolean =>
  asked !== 'screen:own' || !['manager', 'inspector', 'auditor'].includes(who)

describe('report', () => {
  it('X5 is heard of a screen about itself, and of nobody else about anything', async () => {
    const before = stateOf(hall.live.hall())
    const lines = await Promise.all(SPEAKERS.map((who) => line(tokenOf(who))))
    for (const socket of lines) {
      socket.emit('report', WELL)
      await watch(socket, 'nothing')
    }
    const { devices } = await hall.request('GET', `${hall.hallPath}/devices`, undefined, hall.managerToken)
    const spoke = (devices as { id: string; health?: unknown }[]).filter(({ health }) => health !== undefined)
    expect(spoke.map(({ id }) => id).sort()).toEqual(REPORTERS.map(idOf).sort())
    expect(lines.every(({ connected }) => connected)).toBe(true)
    expect(stateOf(hall.live.hall()) === before).toBe(true)
    for (const socket of lines) socket.close()
  })

  it('X5 of somebody who signed in at a screen’s machine is not the screen’s', async () => {
    const board = await hall.device('display')
    const socket = await line(await hall.staff('guide', 'guide at a board', board.token))
    socket.emit('report', WELL)
    await watch(socket, 'nothing')
    const { devices } = await hall.request('GET', `${hall.hallPath}/devices`, undefined, hall.managerToken)
    const row = (devices as { id: string; health?: unknown }[]).find(({ id }) => id === board.id)
    expect(row).toBeDefined()
    expect(row?.health).toBe(undefined)
    socket.close()
  })
})

describe('any other word', () => {
  const OTHERS = [
    'CallNext',
    'view',
    'dismissed',
    'tone',
    'commands',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'Watch',
  ]

  it.each(SPEAKERS)(
    'X5 X4 of %s ends its line, changes nothing, and is noted once without what was said',
    async (who) => {
      aMinutePasses()
      const before = stateOf(hall.live.hall())
      const bystander = await line(tokens.display)
      await watch(bystander, 'board:all')
      const heard: unknown[] = []
      for (const word of ['view', 'dismissed', 'tone'])
        bystander.on(word, (what: { readonly position?: number } | undefined) => {
          if (what?.position === undefined || what.position > hall.live.hall().position) heard.push(what)
        })
      for (const word of OTHERS) {
        const noted = lastLine()
        const socket = await line(tokenOf(who))
        const gone = cut(socket)
        socket.emit(word, { type: 'CallNext', counter: '1', position: 1_000_000 }, () => {})
        expect([word, await gone]).toEqual([word, 'io server disconnect'])
        const role = hall.people.actorOf(tokenOf(who) ?? '')?.role ?? 'nobody'
        expect(refusedAfter(noted).map(({ type, about, data }) => `${type} ${about} ${data}`)).toEqual([
          `not-permitted a word on a line ${JSON.stringify({ role })}`,
        ])
      }
      expect(stateOf(hall.live.hall()) === before).toBe(true)
      expect(bystander.connected).toBe(true)
      expect(heard).toEqual([])
      bystander.close()
    },
  )

  it('X5 a board that says a command, whichever, is cut off, and the hall is as it was', async () => {
    const before = stateOf(hall.live.hall())
    for (const type of commandTypesInSource()) {
      const socket = await line(tokens.display)
      const gone = cut(socket)
      socket.emit(type, { type, counter: '1', ticket: scene.ticket }, () => {})
      expect([type, await gone]).toEqual([type, 'io server disconnect'])
    }
    expect(stateOf(hall.live.hall()) === before).toBe(true)
  })
})

describe('a line', () => {
  it.each(STRANGERS.filter((one) => one !== 'nobody'))('X4 there is none for %s', async (who) => {
    await expect(line(tokens[who])).rejects.toThrow('unknown-token')
  })

  it('X4 a token in the address or a header is none: whoever comes so is nobody', async () => {
    const { managerToken: token } = hall
    for (const more of [
      { query: { token } },
      { extraHeaders: { authorization: `Bearer ${token}` } },
      { extraHeaders: { cookie: `token=${token}` } },
    ]) {
      const socket = await line(undefined, more)
      expect(await watch(socket, 'floor')).toEqual({ refused: 'not-permitted' })
      socket.close()
    }
  })

  it('X4 there is no other room to speak in', async () => {
    for (const path of ['/admin', '/staff', '/__proto__'])
      await expect(line(hall.managerToken, {}, path)).rejects.toThrow('Invalid namespace')
  })

  it('X19 X4 of somebody whose account is closed ends within a second, and there is no other', async () => {
    const token = await hall.staff('manager', 'manager who is told to go')
    const socket = await line(token)
    const from = performance.now()
    const gone = cut(socket)
    const { id = '' } = hall.people.actorOf(token) ?? {}
    await hall.request('PATCH', `${hall.hallPath}/staff/${id}`, { disabled: true }, hall.managerToken)
    await gone
    expect(performance.now() - from).toBeLessThan(1_000)
    await expect(line(token)).rejects.toThrow('unknown-token')
  })
})
