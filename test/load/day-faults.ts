/**
 * Every fault that a day can have (docs/faults.md), each once: what is done, within how long a number must be given again,
 * and which faults are not of this day and why.
 */
import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Accepted } from '../../hall/reply.ts'
import type { VirtualPrinter } from '../../printer/virtual.ts'
import { openLine } from '../bench/http-line.ts'
import { nextId } from '../bench/target.ts'
import { lacksAttaching, tracing } from '../chaos/strace.ts'
import { addressOf } from './addresses.ts'
import type { HallAsks, HallKeys } from './hall.ts'
import type { Peer } from './peer.ts'
import { type Machine, openMachine, type Place, type Told } from './retrying.ts'
import type { ScreensAsks } from './screens.ts'

/** What a fault can get at. */
export type Day = {
  readonly told: Told
  readonly place: Place
  readonly keys: HallKeys
  readonly folder: string
  readonly kiosks: readonly Machine[]
  readonly windows: readonly Machine[]
  readonly printers: readonly VirtualPrinter[]
  readonly screens: Peer<ScreensAsks>
  readonly hall: () => Peer<HallAsks>
  /** Starts the hall again when its process has ended. */
  readonly again: () => Promise<void>
}

export type Fault = {
  readonly name: string
  /** Its row in docs/faults.md, by how that begins. */
  readonly row: string
  /** The longest without a number, from its beginning, or from the end of its cause where numbers must stop for that long; ms. */
  readonly withinMs: number
  /** Lines of screens break by it, and are whole again within the time of the table. */
  readonly cutsScreens?: true
  /** What this machine lacks for it; undefined where it can be tried (Z15). */
  readonly lacks?: () => string | undefined
  /** Lets it happen. Answers when its cause was gone (ms since 1970), where the hall can only be back after that. */
  readonly act: (day: Day) => Promise<number | undefined>
}

/** Where addresses of machines that do not belong begin. */
const STRANGERS_FROM = 4_000
const MB = 1024 * 1024
/** Between the limit for numbers and nothing (Z17). */
const LITTLE_ROOM = 50 * MB
const LOOKS_EVERY_MS = 10
/** Whatever a fault waits for comes within this or not at all, ms. */
const COMES_WITHIN_MS = 15_000
/** In the middle of the ledger's file, bytes. */
const SPOILED = 8 * 4_096

/** Within these a number is given again (docs/faults.md), ms. */
const AT_ONCE = 1_000
const PROCESS = 2_000
const ROOM = 5_000
const LEDGER = 60_000

const until = async (what: () => boolean): Promise<boolean> => {
  for (let waited = 0; !what() && waited < COMES_WITHIN_MS; waited += LOOKS_EVERY_MS) await sleep(LOOKS_EVERY_MS)
  return what()
}

/** The press of whoever comes at that moment is under way, and was turned away once. */
const someoneIsTurnedAway = ({ told }: Day): (() => boolean) => {
  const before = told.resent
  return () => told.resent > before
}

const sick =
  (index: number, faults: Partial<ReturnType<VirtualPrinter['faults']>>) =>
  async ({ printers }: Day): Promise<undefined> => {
    const printer = printers[index % printers.length]
    printer?.set(faults)
    await sleep(3_000)
    printer?.set(Object.fromEntries(Object.keys(faults).map((fault) => [fault, false])))
  }

const killed = async (day: Day): Promise<undefined> => {
  await day.hall().kill()
  await day.again()
}

const restarted = async (day: Day): Promise<undefined> => {
  await day.hall().stop()
  await day.again()
}

const fullDisk = async (day: Day): Promise<number> => {
  const turnedAway = someoneIsTurnedAway(day)
  await day.hall().ask('room', LITTLE_ROOM)
  if (!(await until(turnedAway))) day.told.errors.push('Numbers were given on a full disk.')
  await day.hall().ask('room', null)
  return Date.now()
}

/** The disk refuses to write down what it was given; the server ends by itself and reads what is there. */
const syncFails = async (day: Day): Promise<number> => {
  const hall = day.hall()
  const files = ['hall.sqlite', 'hall.sqlite-wal'].map((name) => join(day.folder, name))
  const [command = '', ...words] = tracing(['fsync', 'fdatasync'], { files, inject: 'error=EIO:when=1..3' })
  // What makes it fast is for programs that it starts itself.
  const attach = words.filter((word) => word !== '--seccomp-bpf')
  const strace = spawn(command, [...attach, '-p', String(hall.pid)], { stdio: 'ignore' })
  let ended = false
  void hall.gone.then(() => {
    ended = true
  })
  if (!(await until(() => ended))) day.told.errors.push('A sync failed, and the server went on.')
  strace.kill()
  const from = Date.now()
  await hall.kill()
  await day.again()
  return from
}

/** Bytes in the middle of the ledger are gone while the hall is off. */
const damaged = async (day: Day): Promise<number> => {
  await day.hall().stop()
  const file = join(day.folder, 'hall.sqlite')
  const note = join(day.folder, 'restored.json')
  rmSync(note, { force: true })
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(SPOILED), 0, SPOILED, Math.floor(statSync(file).size / 2 / 4_096) * 4_096)
  closeSync(handle)
  const from = Date.now()
  await day.again()
  if (!existsSync(note)) day.told.errors.push('A damaged ledger was not noticed.')
  return from
}

const clockOff =
  (by: () => number) =>
  async ({ hall }: Day): Promise<undefined> => {
    await hall().ask('clockOff', by())
    await sleep(2_000)
    await hall().ask('clockOff', 0)
  }

/** Each presses, and its browser dies before it has heard the answer. */
const kiosksCrash = async ({ kiosks, keys, told }: Day): Promise<undefined> => {
  const before = told.resent
  const pressed = kiosks.map((kiosk, index) => {
    const service = keys.services[index % keys.services.length] ?? ''
    const sent = kiosk.send({ type: 'IssueTicket', ticket: nextId(), service })
    setImmediate(kiosk.crash)
    return sent
  })
  await Promise.all(pressed)
  if (told.resent === before) told.errors.push('No kiosk died with an answer on its way.')
  return undefined
}

/** The windows' lines break again and again, until some were in the middle of something. */
const windowsLost = async ({ windows, told }: Day): Promise<undefined> => {
  const enough = told.resent + 3
  await until(() => {
    for (const window of windows) window.crash()
    return told.resent >= enough
  })
  return undefined
}

/** The same press arrives twice in the same moment, from a finger that trembled and a line that repeated. */
const pressedTwice = async ({ place, keys, told }: Day): Promise<undefined> => {
  const lines = [1, 2].map((one) => openLine(place.port, addressOf(STRANGERS_FROM + 200 + one), place.ca))
  const command = { id: nextId(), type: 'IssueTicket', ticket: nextId(), service: keys.services[0] ?? '' } as const
  const answers = await Promise.all(lines.map((line) => line.post(place.path, JSON.stringify(command), keys.kiosks[0])))
  for (const line of lines) line.close()
  const [one, other] = answers
  if (one?.status === 200) told.acknowledged.push({ command, reply: JSON.parse(one.body) as Accepted, at: Date.now() })
  if (one?.status !== 200 || one.body !== other?.body)
    told.errors.push(`One press had two answers: ${one?.body} and ${other?.body}`)
  return undefined
}

const screensCut = async ({ screens }: Day): Promise<undefined> => {
  await screens.ask('cut', null)
  return undefined
}

/** Peers that begin a request and never end it. */
const slowPeers = async ({ place }: Day): Promise<undefined> => {
  const peers = Array.from({ length: 30 }, (_, index) => {
    const peer = connect({ host: '127.0.0.1', port: place.port, localAddress: addressOf(STRANGERS_FROM + index) })
    peer.on('error', () => peer.destroy())
    peer.write('POST /api/halls/x/commands HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1000\r\n')
    return peer
  })
  await sleep(2_000)
  for (const peer of peers) peer.destroy()
  return undefined
}

/** Twenty machines with one kiosk's token press as fast as they can. */
const flood = async ({ place, keys, told }: Day): Promise<undefined> => {
  const machines = Array.from({ length: 20 }, (_, index) =>
    openMachine(place, STRANGERS_FROM + 100 + index, keys.kiosks[0] ?? '', told),
  )
  const service = keys.services[0] ?? ''
  await Promise.all(
    machines.flatMap((machine) =>
      Array.from({ length: 10 }, () => machine.send({ type: 'IssueTicket', ticket: nextId(), service })),
    ),
  )
  for (const machine of machines) machine.close()
  return undefined
}

const HOUR_MS = 3_600_000
const DEATH = 'Server process dies'
const PRINTER = 'Printer gone or out of paper'
const CLOCK = 'Clock jumps, midnight, 1970'
const WILD = 'One screen, phone or script gone wild'

/** In the order of the day. */
export const FAULTS: readonly Fault[] = [
  { name: 'kill -9', row: DEATH, withinMs: PROCESS, cutsScreens: true, act: killed },
  { name: 'paper out', row: PRINTER, withinMs: AT_ONCE, act: sick(0, { paperOut: true }) },
  {
    name: 'a printer hangs up in mid slip',
    row: 'Nobody knows whether it printed',
    withinMs: AT_ONCE,
    act: sick(1, { resetMidJob: true }),
  },
  { name: 'a printer answers nothing', row: PRINTER, withinMs: AT_ONCE, act: sick(2, { mute: true }) },
  { name: 'a printer stops reading', row: PRINTER, withinMs: AT_ONCE, act: sick(3, { stall: true }) },
  { name: 'the disk nearly full, and room again', row: 'Disk nearly full', withinMs: ROOM, act: fullDisk },
  {
    name: 'stopped and started again',
    row: 'Upgrade and back in working hours',
    withinMs: PROCESS,
    cutsScreens: true,
    act: restarted,
  },
  { name: 'the clock an hour ahead, and back', row: CLOCK, withinMs: AT_ONCE, act: clockOff(() => HOUR_MS) },
  { name: 'a dead battery: the clock in 1970', row: CLOCK, withinMs: AT_ONCE, act: clockOff(() => -Date.now()) },
  {
    name: 'all kiosks crash with the answer on its way',
    row: "Kiosk's browser dies or reloads",
    withinMs: AT_ONCE,
    act: kiosksCrash,
  },
  { name: 'one press arrives twice at once', row: 'Double press', withinMs: AT_ONCE, act: pressedTwice },
  {
    name: 'all windows lose their lines in mid call',
    row: 'Window without a line in mid call',
    withinMs: AT_ONCE,
    act: windowsLost,
  },
  {
    name: 'all screens lose their lines',
    row: 'Board without a line',
    withinMs: AT_ONCE,
    cutsScreens: true,
    act: screensCut,
  },
  {
    name: 'a sync fails',
    row: 'A write or sync fails',
    withinMs: PROCESS,
    cutsScreens: true,
    lacks: lacksAttaching,
    act: syncFails,
  },
  { name: 'one machine presses without end', row: WILD, withinMs: AT_ONCE, act: flood },
  { name: 'thirty peers that never finish a request', row: WILD, withinMs: AT_ONCE, act: slowPeers },
  { name: 'the ledger damaged', row: 'The ledger is damaged', withinMs: LEDGER, cutsScreens: true, act: damaged },
  { name: 'kill -9 once more', row: DEATH, withinMs: PROCESS, cutsScreens: true, act: killed },
]

/** Rows of docs/faults.md that this day does not have, and why. */
export const ELSEWHERE: readonly { readonly row: string; readonly why: string }[] = [
  { row: 'Server stands still', why: 'needs the parent of npm start to end it: test/storage (Z35)' },
  { row: 'Two windows call at once', why: 'forty windows do so all day' },
  { row: 'Second disk away, full or without an answer', why: 'needs a second disk to take away: test/storage (Z23)' },
  { row: 'Power cut of the hall', why: 'needs a disk of its own to cut (mount): npm run chaos -- --tier power' },
  { row: 'Server gone, standby takes over', why: 'needs a second server: test/standby (Z27, Z32)' },
  { row: 'Old server comes back', why: 'needs a second server: test/standby (Z27, Z32)' },
  { row: 'Server dead for good', why: 'ends the day: npm run drill (Z24), and the list at each window (Z20)' },
  { row: 'Kiosk without a server, where the hall wants it', why: 'is the kiosk page’s own work: test/kiosk (Z29)' },
  { row: 'One command kills the process', why: 'no command of the product does; planted in the tests of Z33' },
  { row: "An edge's line breaks", why: 'this hall has no edge: the tests of E2 and E3' },
  { row: 'Voice or browser cannot speak', why: 'needs a browser: the tests of S13 and B10' },
]
