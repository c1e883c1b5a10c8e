/** A run of a real hall in which numbers of people go through every entrance it has; what carries one goes past the tap. */
import { io, type Socket } from 'socket.io-client'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { Intent } from '../../hall/commands.ts'
import { PROTOCOL } from '../../hall/wire.ts'
import { mintSecret } from '../../server/clock.ts'
import { edgeCatalogue } from '../kit/edge-hall.ts'
import type { Answered, HallServer } from '../kit/hall-server.ts'
import { cardOf, identityOf, mobileOf } from './numbers.ts'
import type { Tap } from './tap.ts'

/** The small hall with an edge, where `A-01` asks for a telephone and a document, and names are shown masked. */
export const askingCatalogue = (): Catalogue => {
  const catalogue = edgeCatalogue(9)
  return {
    ...catalogue,
    services: catalogue.services.map((service) =>
      service.id === 'A-01' ? { ...service, asks: ['phone', 'document'] as const } : service,
    ),
    printers: [{ id: 'p1', name: '打印机', kind: 'virtual', paper: 80 }],
    rules: { ...catalogue.rules, maskedNames: true },
  }
}

export type Went = {
  /** Every number that went in, and what was answered to the request that carried it. */
  readonly planted: readonly string[]
  readonly answers: readonly (readonly [entrance: string, answer: Answered])[]
}

type Topic = readonly [token: string | undefined, topic: string]

/** Screens of all kinds watch through the tap for as long as the run lasts. */
const watchAll = async (tap: Tap, topics: readonly Topic[]): Promise<readonly Socket[]> =>
  Promise.all(
    topics.map(
      ([token, topic]) =>
        new Promise<Socket>((resolve) => {
          const socket = io(tap.url, { auth: { token, version: 'test' }, transports: ['websocket'], forceNew: true })
          socket.on('connect', () => socket.emit('watch', topic, PROTOCOL, () => resolve(socket)))
        }),
    ),
  )

/** Lives the run. @param hall as `askingCatalogue` shapes it @param tap on its line */
export const throughEveryEntrance = async (hall: HallServer, tap: Tap): Promise<Went> => {
  const planted: string[] = []
  const answers: (readonly [string, Answered])[] = []
  const fresh = {
    identity: (): string => planted[planted.push(identityOf(planted.length)) - 1] ?? '',
    mobile: (): string => planted[planted.push(mobileOf(planted.length)) - 1] ?? '',
    card: (): string => planted[planted.push(cardOf(planted.length)) - 1] ?? '',
  }
  const p = hall.hallPath
  /** A request that carries a number: past the tap, but its answer counts. */
  const carries = async (entrance: string, method: string, path: string, body: unknown, token?: string) => {
    const answer = await hall.request(method, path, body, token)
    answers.push([entrance, answer])
    return answer
  }
  const counter = (await hall.device('counter', { counter: '1' })).token
  const kiosk = await hall.device('kiosk', { printer: 'p1' })
  const edge = (await hall.device('edge', { edge: 'e1' })).token
  const pad = (await hall.device('pad', { counter: '1' })).token
  const display = (await hall.device('display')).token
  const clerk = await hall.staff('window', 'clerk', counter)
  const guide = await hall.staff('guide', 'guide')
  const manager = hall.managerToken
  const sockets = await watchAll(tap, [
    [kiosk.token, `kiosk:${kiosk.id}`],
    [display, 'board:all'],
    [display, 'strip:1'],
    [clerk, 'counter:1'],
    [clerk, 'windows'],
    [pad, 'pad:1'],
    [guide, 'guide'],
    [manager, 'floor'],
    [manager, 'paper:p1'],
    [edge, 'edge:e1'],
  ])
  /** Commands without a number go through the tap like everybody's. */
  const does = async (intent: Intent, token: string): Promise<Answered> => {
    const response = await fetch(`${tap.url}${p}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ id: mintSecret(), ...intent }),
    })
    return { ...((await response.json()) as object), status: response.status }
  }
  const person = async (entrance: string, token: string): Promise<string> => {
    const body = { kind: 'resident', document: fresh.identity() }
    return String((await carries(entrance, 'POST', `${p}/persons`, body, token)).person)
  }
  const command = (entrance: string, intent: object, token: string) =>
    carries(entrance, 'POST', `${p}/commands`, { id: mintSecret(), ...intent }, token)

  // At the kiosk: typed, mistyped, laid on the reader, scanned; a name in full, an id that is a number.
  const ticket = mintSecret()
  await does({ type: 'OpenCounter', counter: '1' }, clerk)
  await does(
    {
      type: 'IssueTicket',
      ticket,
      service: 'A-01',
      person: await person('kiosk types', kiosk.token),
      maskedName: '张*',
    },
    kiosk.token,
  )
  const wrong = fresh.identity().replace(/.$/, (last) => (last === '0' ? '1' : '0'))
  planted.push(wrong)
  await carries('kiosk mistypes', 'POST', `${p}/persons`, { kind: 'resident', document: wrong }, kiosk.token)
  const laid = (document: string, name: string) => ({
    id: mintSecret(),
    peripheral: 'reader',
    at: Date.now(),
    input: { kind: 'card', name, document },
  })
  await carries('card laid', 'POST', `${p}/edge/inputs`, laid(fresh.identity(), '张某某'), edge)
  await carries('bank card laid', 'POST', `${p}/edge/inputs`, laid(fresh.card(), fresh.mobile()), edge)
  const code = {
    id: mintSecret(),
    peripheral: 'scanner-1',
    at: Date.now(),
    input: { kind: 'code', text: fresh.identity() },
  }
  await carries('code scanned', 'POST', `${p}/edge/inputs`, code, edge)
  await carries(
    'unknown press',
    'POST',
    `${p}/edge/inputs`,
    { ...code, id: fresh.identity(), peripheral: fresh.mobile() },
    edge,
  )
  const issue = { type: 'IssueTicket', ticket: mintSecret(), service: 'A-02' }
  await command('name in full', { ...issue, maskedName: fresh.mobile() }, kiosk.token)
  await command('id of a ticket', { ...issue, ticket: fresh.identity() }, kiosk.token)
  await command('service', { ...issue, service: fresh.mobile() }, kiosk.token)
  await command('key of a body', { ...issue, [fresh.mobile()]: 1 }, kiosk.token)
  await carries('QR of a ticket', 'POST', `${p}/scans`, { secret: fresh.identity() }, guide)
  await does({ type: 'IssueTicket', ticket: mintSecret(), service: 'A-02' }, kiosk.token)

  // At the window: a document, the numbers that the matter asks for, looks, and every reason.
  await does({ type: 'CallNext', counter: '1' }, clerk)
  await does({ type: 'NameVisitor', ticket, person: await person('window notes', clerk) }, clerk)
  const about = { kind: 'ticket', id: ticket }
  const kept = await carries(
    'window keeps',
    'POST',
    `${p}/vault`,
    { ask: 'phone', about, value: fresh.mobile() },
    clerk,
  )
  const sealed = { ask: 'document', about, kind: 'resident', value: fresh.identity() }
  await carries('window keeps a document', 'POST', `${p}/vault`, sealed, clerk)
  const { id: entry } = kept.kept as { id: string }
  // The one answer that may hold a number: to whoever looks.
  await hall.request('POST', `${p}/vault/${entry}/look`, { reason: '通知取件' }, clerk)
  await carries('reason of a look', 'POST', `${p}/vault/${entry}/look`, { reason: `回电 ${fresh.mobile()}` }, clerk)
  const here = { counter: '1', ticket }
  for (const [entrance, intent] of [
    ['why put aside', { type: 'ParkTicket', ...here, reason: fresh.mobile() }],
    ['why sent on', { type: 'TransferTicket', ticket, service: 'A-02', reason: 'asked', note: fresh.identity() }],
    ['how it ended', { type: 'CompleteTicket', ...here, outcome: 'returned', reason: `卡号 ${fresh.card()}` }],
    ['where the clerk is', { type: 'PauseCounter', counter: '1', reason: 'away', destination: fresh.mobile() }],
    ['material', { type: 'CheckMaterials', ticket, materials: { present: [fresh.identity()], missing: [] } }],
  ] as const)
    await command(entrance, intent, clerk)
  await does({ type: 'CompleteTicket', ...here, outcome: 'immediate' }, clerk)
  const secret = hall.live.hall().tickets.get(ticket)?.served[0]?.rating ?? ''
  await does({ type: 'RateVisit', ticket, secret, grade: 'dissatisfied' }, pad)
  const why = { type: 'ExplainRating', ticket, secret, complaints: ['slow'], text: fresh.mobile() }
  await command('why rated so', why, pad)

  // At the desk: questions, who answers, where to call back, and why somebody is cancelled.
  const question = mintSecret()
  const owed = { owner: 'guide', workingDays: 2 }
  await does({ type: 'LogQuestion', question, channel: 'phone', text: '几天办好', owed }, guide)
  const logs = { type: 'LogQuestion', question: mintSecret(), channel: 'phone' }
  await command('question', { ...logs, text: `回电 ${fresh.mobile()}` }, guide)
  await command('who answers', { ...logs, owed: { ...owed, owner: fresh.mobile() } }, guide)
  const call = { ask: 'phone', about: { kind: 'question', id: question }, value: fresh.mobile() }
  await carries('desk keeps', 'POST', `${p}/vault`, call, guide)
  await carries('desk mistypes', 'POST', `${p}/vault`, { ...call, value: `${fresh.identity()}1` }, guide)
  await command('answer', { type: 'AnswerQuestion', question, text: fresh.identity() }, guide)
  await command('why cancelled', { type: 'CancelTicket', ticket, reason: fresh.card() }, guide)
  await person('desk notes', guide)

  // Names and passwords, signing in and pairing with a number, and a line that says nonsense.
  const staff = { password: 'eight-or-more', role: 'guide' }
  await carries('name of staff', 'POST', `${p}/staff`, { ...staff, name: fresh.mobile() }, manager)
  await carries('name of a machine', 'POST', `${p}/devices`, { name: fresh.identity(), role: 'kiosk' }, manager)
  await carries('sign-in', 'POST', '/api/sign-in', { name: fresh.mobile(), password: fresh.identity() })
  await carries('sign-in as a card', 'POST', '/api/sign-in', { name: fresh.identity(), password: 'wrong' })
  await carries('pairing', 'POST', '/api/pair', { code: fresh.mobile() })
  await carries('no JSON', 'POST', `${p}/persons`, `{"document":"${fresh.identity()}`, guide)
  await carries('token', 'GET', `${p}/views/guide`, undefined, fresh.identity())
  const [screen] = await watchAll(tap, [[kiosk.token, `kiosk:${kiosk.id}`]])
  screen?.emit('report', { shows: 1, more: true })
  await does({ type: 'OpenCounter', counter: '1' }, clerk)
  await hall.request('POST', `${p}/printers/p1/print`, { id: mintSecret(), what: 'waiting' }, manager)
  for (const socket of [...sockets, ...(screen ? [screen] : [])]) socket.close()
  return { planted, answers }
}
