/**
 * 应急号段 at this kiosk (Z29): the numbers that the ledger lent to it, those it gave while it had no server, and how they come in
 * once the line is back: one by one, in order, each with the id it was given under, so that nothing is done twice.
 */
import { computed, effect, signal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { catalogue } from '../client/catalogue.ts'
import { keep, kept } from '../client/kept.ts'
import { connected } from '../client/live-view.ts'
import { mintId } from '../client/mint-id.ts'
import { send, sendAs } from '../client/send.ts'
import { nowHere, tick } from '../client/time.ts'
import { readBack, writeDown } from '../client/written-down.ts'
import type { CommandOf } from '../hall/commands.ts'
import type { ServiceId } from '../hall/ids.ts'
import type { OfflineNumber } from '../hall/number-block.ts'
import { numberText } from '../hall/ticket.ts'
import { down, view } from './live.ts'
import { giveUpPending, unconfirmed } from './take.ts'

const GIVEN = 'kiosk.given'

type Given = {
  readonly id: string
  readonly day: string
  readonly intent: CommandOf<'IssueTicket'> & { readonly offline: OfflineNumber }
}

const isGiven = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && 'id' in value && 'day' in value && 'intent' in value

const read = (text = kept(GIVEN)): readonly Given[] => {
  const value: unknown = text === undefined ? [] : JSON.parse(text)
  return Array.isArray(value) ? value.filter(isGiven) : []
}

/** Given and not yet in the ledger. */
export const given = signal<readonly Given[]>(read())

const remember = async (list: readonly Given[]): Promise<void> => {
  given.value = list
  const text = list.length === 0 ? undefined : JSON.stringify(list)
  keep(GIVEN, text)
  await writeDown(GIVEN, text)
}

/** What stands on the disk and was lost here by a power cut comes back; what is known to the hall already is harmless. */
const recalled = readBack(GIVEN).then((disk) => {
  const here = given.value
  const more = disk === 'unreadable' ? [] : read(disk.text).filter(({ id }) => !here.some((one) => one.id === id))
  // Later days are greater, and so are later numbers of a day.
  const order = ({ day, intent }: Given): string => `${day} ${numberText('', intent.offline.number)}`
  if (more.length > 0) given.value = [...more, ...here].sort((a, b) => (order(a) < order(b) ? -1 : 1))
})

/** The last number that came in. The view may not say so yet, and may never where the line broke in between. */
const cameIn = signal<Given | undefined>(undefined)

/** The next number this kiosk may give by itself; undefined where none was lent or all are given. */
const nextNumber = computed(() => {
  const block = view.value?.lent
  if (!block) return undefined
  // Not counted from the view: it may know already of some that are still in this list.
  const used = [...given.value, ...(cameIn.value ? [cameIn.value] : [])].flatMap(({ day, intent: { offline } }) =>
    day === view.value?.day && offline.series === block.series ? [offline.number + 1] : [],
  )
  const number = Math.max(block.next, ...used)
  return number <= block.until ? { series: block.series, number } : undefined
})

const dayOf = (now: number, timeZone: string): string => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now)

/** Whether numbers may be given now: the hall was open when the line broke, it is still that day, and some are left. */
export const mayGive = computed(() => {
  const seen = view.value
  const cut = (down.value || unconfirmed.value) && !connected.value
  if (!cut || !seen?.open || nextNumber.value === undefined) return false
  const now = tick.value
  return dayOf(now, seen.timeZone) === seen.day && (seen.closesAt === null || now < seen.closesAt)
})

/** Services whose number needs no server: no quota to count, no document to show, and a window that takes them. */
export const offlineServices = computed(() => {
  const untaken = new Set(view.value?.untaken)
  return (catalogue.value?.services ?? []).filter(
    ({ id, identity, dailyQuota }) => !identity && dailyQuota === undefined && !untaken.has(id),
  )
})

let giving = false

/** Gives the next number and writes it down; answers it as people read it. Nothing for a second touch meanwhile. */
export const give = async (service: ServiceId): Promise<string | undefined> => {
  if (giving) return undefined
  giving = true
  try {
    await recalled
    return await giveNext(service)
  } finally {
    giving = false
  }
}

const giveNext = async (service: ServiceId): Promise<string | undefined> => {
  const next = nextNumber.value
  const seen = view.value
  if (!next || !seen?.lent || seen.day === null || !mayGive.value) return undefined
  const pending = giveUpPending()
  const offline = { ...next, at: nowHere(), ...(pending === undefined ? {} : { insteadOf: pending }) }
  const intent = { type: 'IssueTicket', ticket: mintId(), service, offline } as const
  await remember([...given.value, { id: mintId(), day: seen.day, intent }])
  return numberText(seen.lent.prefix + next.series, next.number)
}

/** The machine's pace is one command in a tenth of a second, ms. */
const PAUSE_MS = 1_000
/** What will pass: a full or faulty disk, and a catalogue that leaves nothing to wait for. */
const PASSES: readonly string[] = [
  'issuing-stopped',
  'read-only',
  'unknown-service',
  'service-closed',
  'identity-needed',
]
/** Whether the hall will never take this number. A token that is being changed will pass as well. */
const isFinal = ({ status, code }: Problem): boolean => [404, 409, 422].includes(status) && !PASSES.includes(code)

let busy = false
/** The hall lent nothing when it was last asked: it is asked again when the line was gone. */
let declined = false

/** Brings what was given into the ledger, then asks for more numbers where few are left. What is of another day is over. */
const bringIn = async (): Promise<void> => {
  if (busy) return
  busy = true
  try {
    await recalled
    for (let first = given.value[0]; first && connected.value; first = given.value[0]) {
      const answer = await sendAs(first.id, first.intent)
      if (!answer.ok && answer.status === 429) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
        continue
      }
      if (!answer.ok && !isFinal(answer)) return
      if (answer.ok) cameIn.value = first
      else console.warn(`A number given without the server was refused: ${answer.code}.`)
      await remember(given.value.filter(({ id }) => id !== first.id))
    }
    const lent = view.value?.lent
    if (connected.value && !declined && view.value?.open && lent && lent.until - lent.next + 1 <= lent.size / 2)
      declined = !(await send({ type: 'LeaseBlock' })).ok
  } finally {
    busy = false
  }
}

/** Follows the line from now on. */
export const followBlock = (): (() => void) =>
  effect(() => {
    if (!connected.value) declined = false
    const wants = connected.value && view.value?.lent !== undefined
    // A look at `given` is not wanted here: bringing one in changes it.
    if (wants) void bringIn()
  })
