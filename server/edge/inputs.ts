/**
 * What peripherals tell, as acts of the hall: a key is the clerk's own, a grade the visitor's, a card or a code is shown
 * where it was presented. The same press told twice is one act (E6), and one that comes late is none.
 */
import { createHash } from 'node:crypto'
import type { Actor } from '../../hall/actor.ts'
import type { Command, Grade, Intent } from '../../hall/commands.ts'
import { ticketByCode } from '../../hall/find-ticket.ts'
import { ticketText } from '../../hall/hall.ts'
import type { CounterId, EdgeId, Instant, PeripheralId } from '../../hall/ids.ts'
import type {
  CardReaderSetting,
  KeypadKey,
  KeypadSetting,
  PeripheralInput,
  PeripheralSetting,
  RatingPadSetting,
  ScannerSetting,
} from '../../hall/peripheral.ts'
import type { RefusalCode } from '../../hall/refusal.ts'
import { OWN_EDGE } from '../../hall/views/edge.ts'
import type { Presented } from '../../hall/views/presented.ts'
import type { Clock } from '../clock.ts'
import type { LiveHall } from '../live-hall.ts'
import { checkDocument } from '../people/documents.ts'
import type { People } from '../people/people.ts'
import type { PersonKeys } from '../people/person-keys.ts'
import { gradedAt, type KeyRefusal, keyAct } from './keypad.ts'
import { type PresentedHere, screenOf } from './presented.ts'
import { type EdgeInput, INPUT_LIVES_MS } from './report.ts'

export type InputAnswer =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly code:
        | RefusalCode
        | KeyRefusal
        /** No such peripheral, or another edge's (E1). */
        | 'not-its-own'
        /** A pad that tells of a card, or a reader of a key. */
        | 'not-of-its-kind'
        | 'nobody-signed-in'
        | 'bad-document'
        | 'too-late'
    }

export type Inputs = {
  /** What a peripheral of this edge told. Never rejects: what goes wrong is an answer, and the peripheral is told. */
  readonly hear: (edge: EdgeId, told: EdgeInput) => Promise<InputAnswer>
}

export type InputsOptions = {
  readonly live: LiveHall
  readonly people: People
  readonly personKeys: PersonKeys
  readonly presented: PresentedHere
  readonly poke: (peripheral: PeripheralId) => void
  readonly clock: Clock
}

/** Presses remembered for their repeats, which come within seconds. */
const REMEMBERED = 1_000

const no = (code: Extract<InputAnswer, { ok: false }>['code']): InputAnswer => ({ ok: false, code })

/** The same press makes the same command id, after a restart too, so the ledger itself knows a repeat. */
const commandId = (peripheral: PeripheralId, id: string): string =>
  `in-${createHash('sha256').update(`${peripheral} ${id}`).digest('base64url')}`

/** `张*`: the family name, or the first sign of any other. */
const maskedName = (name: string): string => {
  const [first = ''] = name.normalize('NFKC').replace(/[\p{C}\p{Z}]/gu, '')
  return first === '' ? '' : `${first}*`
}

/** The one way in for presses, cards and codes, from an edge and from the hall server's own peripherals alike. */
export const openInputs = ({ live, people, personKeys, presented, poke, clock }: InputsOptions): Inputs => {
  const answers = new Map<string, Promise<InputAnswer>>()

  const submit = async (intent: Intent, id: string, actor: Actor): Promise<InputAnswer> => {
    const reply = await live.submit({ ...intent, id } as Command, actor)
    return reply.ok ? { ok: true } : no(reply.code)
  }

  /** Whoever sits at a window by the ledger, as long as they are signed in there. */
  const clerkAt = (counter: CounterId, device: PeripheralId): Actor | undefined => {
    const here = live.hall().counters.get(counter)
    if (!here || here.status === 'closed') return undefined
    const staff = people.seatedAt(counter).find(({ id }) => id === here.staffId)
    return staff && { role: 'window', id: staff.id, name: staff.name, counter, device }
  }

  /**
   * The hall's time of a press. Undefined where the machine's clock went back behind the ledger (I13): the hall's own runs
   * ahead of it, and a press that is for ever too soon or too late would hold its window up.
   */
  const timeOf = (at: Instant): Instant | undefined => {
    const now = clock.now()
    return live.hall().at > now ? undefined : Math.min(at, now)
  }

  const pressed = async (key: KeypadKey, { counter, id: device }: KeypadSetting, at: Instant, id: string) => {
    const hall = live.hall()
    const act = keyAct(key, hall, counter, timeOf(at))
    if ('refused' in act) return no(act.refused)
    const clerk = clerkAt(counter, device)
    if (!clerk) return no('nobody-signed-in')
    if ('intent' in act) return submit(act.intent, id, clerk)
    for (const pad of hall.catalogue?.peripherals ?? [])
      if (pad.kind === 'rating-pad' && pad.counter === counter) poke(pad.id)
    return { ok: true } as const
  }

  const graded = async (
    grade: Grade,
    { counter, id: pad }: KeypadSetting | RatingPadSetting,
    at: Instant,
    id: string,
  ): Promise<InputAnswer> => {
    const visit = gradedAt(live.hall(), counter, timeOf(at))
    if (!visit) return no('nothing-to-rate')
    const { ticket, secret } = visit
    return submit({ type: 'RateVisit', ticket, secret, grade }, id, { role: 'pad', id: pad, counter })
  }

  /** Shows what was read where it was read. */
  const present = (setting: CardReaderSetting | ScannerSetting, shown: Presented): InputAnswer => {
    const place = setting.counter === undefined ? {} : { counter: setting.counter }
    presented.put(screenOf(setting, live.hall().catalogue, people.devices()), { ...shown, ...place })
    return { ok: true }
  }

  /** The number ends here: what goes on is its key and what may be shown of it (E12). */
  const readCard = (setting: CardReaderSetting, name: string, document: string, id: string): InputAnswer => {
    const at = clock.now()
    // A foreigner's permanent residence card of 2017 has fifteen signs where a citizen's has eighteen.
    const kind = /^[A-Z]{3}\d{12}$/.test(document) ? 'other' : 'resident'
    const checked = checkDocument(kind, document, at)
    if (!checked.ok) return no('bad-document')
    const person = personKeys.keyOf(kind, checked.normal)
    const { masked } = checked
    return present(setting, { id, at, kind: 'card', person, masked, maskedName: maskedName(name) })
  }

  const scanned = (setting: ScannerSetting, text: string, id: string): InputAnswer => {
    const ticket = ticketByCode(live.hall(), text)
    const found = ticket ? { number: ticketText(ticket) } : null
    return present(setting, { id, at: clock.now(), kind: 'code', ticket: found })
  }

  const act = async (
    setting: PeripheralSetting,
    input: PeripheralInput,
    at: Instant,
    id: string,
  ): Promise<InputAnswer> => {
    switch (input.kind) {
      case 'key':
        return setting.kind === 'keypad' ? pressed(input.key, setting, at, id) : no('not-of-its-kind')
      case 'grade':
        // A caller keypad with five more keys tells grades as well.
        return setting.kind === 'rating-pad' || setting.kind === 'keypad'
          ? graded(input.grade, setting, at, id)
          : no('not-of-its-kind')
      case 'code':
        return setting.kind === 'scanner' ? scanned(setting, input.text, id) : no('not-of-its-kind')
      case 'card':
        return setting.kind === 'card-reader'
          ? readCard(setting, input.name, input.document, id)
          : no('not-of-its-kind')
    }
  }

  const remember = (key: string, answer: Promise<InputAnswer>): void => {
    answers.set(key, answer)
    const oldest = answers.size > REMEMBERED ? answers.keys().next().value : undefined
    if (oldest !== undefined) answers.delete(oldest)
  }

  return {
    hear: async (edge, { id, peripheral, at, input }) => {
      const setting = live.hall().catalogue?.peripherals?.find((row) => row.id === peripheral)
      if (!setting || (setting.edge ?? OWN_EDGE) !== edge) return no('not-its-own')
      const key = commandId(peripheral, id)
      const known = answers.get(key)
      if (known) return known
      if (clock.now() - at > INPUT_LIVES_MS) return no('too-late')
      const answer = act(setting, input, at, key)
      remember(key, answer)
      // Whoever pressed a key that does nothing hears that it did nothing.
      const settled = await answer
      if (settled.ok) return settled
      // Nothing was recorded, so the same press may be told again and act then.
      if (settled.code === 'storage-failed') answers.delete(key)
      if (input.kind === 'key' || input.kind === 'grade') poke(peripheral)
      return settled
    },
  }
}
