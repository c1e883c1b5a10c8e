/** The faults that need a richer day: several matters, B岗, undo, transfers, the desk, ratings of each leg. */
import type { EventOf, HallEvent, Recorded } from '../../hall/events.ts'
import type { Ticket } from '../../hall/ticket.ts'
import type { RuleId } from '../../hall/verify.ts'
import { guide, holderOf, kiosk, manager, staffAt, timekeeper } from '../kit/actors.ts'
import { minutes, seconds } from '../kit/hand-clock.ts'
import { MATERIALS, smallCatalogue, withoutService, withRules } from '../kit/small-catalogue.ts'
import { calledNext, given, later, opened, taken, told, wasRecorded, windowOpened } from '../kit/story.ts'
import { type Fault, forgetful } from './verify-faults.ts'
import { inRich, rich, richHall } from './verify-rich-story.ts'
import { dense, good, at as goodAt, eventAt as goodEventAt, ledgerInHand } from './verify-story.ts'

const { at, find, eventAt, changed, changedEvent, endedWith, endedAs } = inRich
const inGood = ledgerInHand(good)
const [form, proof] = MATERIALS

/** The ledger to this position, whose event says something else. */
const saying = <T extends HallEvent['type']>(
  type: T,
  change: Partial<EventOf<T>>,
  ticket?: string,
  nth = 0,
): Pick<Fault, 'events' | 'position'> => ({
  events: endedAs(at(type, ticket, nth), { ...eventAt(type, ticket, nth), ...change } as HallEvent),
  position: at(type, ticket, nth),
})
/** The same without one field. */
const without = <T extends HallEvent['type']>(type: T, field: string, ticket?: string, nth = 0) => ({
  events: endedAs(
    at(type, ticket, nth),
    Object.fromEntries(Object.entries(eventAt(type, ticket, nth)).filter(([name]) => name !== field)) as HallEvent,
  ),
  position: at(type, ticket, nth),
})
/** The ledger to this position, and one event more. */
const then = (after: number, ...rest: Parameters<typeof endedWith> extends [number, ...infer R] ? R : never) => ({
  events: endedWith(after, ...rest),
  position: after + 1,
})
const by = (type: HallEvent['type'], actor: Recorded['actor'], ticket?: string) => ({
  events: changed(at(type, ticket), { actor }).slice(0, at(type, ticket)),
  position: at(type, ticket),
})
const spoilt = (
  type: HallEvent['type'],
  ticket: string | undefined,
  nth: number,
  spoil: (ticket: Ticket) => Ticket,
) => ({
  events: rich.slice(0, at(type, ticket, nth)),
  position: at(type, ticket, nth),
  apply: forgetful((hall, { event, position }) => {
    const known =
      position === at(type, ticket, nth) && 'ticket' in event ? hall.tickets.get(event.ticket ?? '') : undefined
    if (known) hall.tickets.set(known.id, spoil(known))
  }),
})

/** The ledger to this position, at which something else happened. */
const instead = (position: number, { event, actor }: Recorded) => ({
  events: changed(position, { event, actor }).slice(0, position),
  position,
})
/** The ledger to this position, whose event came a minute after the one before. */
const early = (position: number) => {
  const moment = (rich[position - 2]?.at ?? 0) + minutes(1)
  return { events: changed(position, { at: moment }).slice(0, position), position }
}

const seatedAtTwo = at('TicketCalled', 'sat', 2)
const legsOf = (ticket: string) => eventAt('TicketCompleted', ticket).legs ?? []
const reprint: HallEvent = { type: 'TicketReprinted', ticket: 'lead', copy: 2 }

/** A hall in which the missed must take a new number, where one comes back all the same. */
const backFromTheVoid = given(
  opened(withRules({ noShow: { mode: 'void', returnMinutes: 30, placesDown: 0, times: 1 } })),
  windowOpened('1'),
  taken('gone', 'A-01'),
  calledNext('1'),
  later(seconds(20)),
  told({ type: 'MarkNoShow', counter: '1', ticket: 'gone' }),
  (past) =>
    wasRecorded({ type: 'TicketReturned', ticket: 'gone', key: past.hall.tickets.get('gone')?.key ?? 0 }, guide)(past),
).past.events

const choiceForbidden = withRules({ window: { ...smallCatalogue.rules.window, choose: false } })
const withoutChoice = good
  .slice(0, goodAt('TicketCalled', 'chosen'))
  .map((each) => ('catalogue' in each.event ? { ...each, event: { ...each.event, catalogue: choiceForbidden } } : each))

/** A visitor seated at a window that has somebody, in one command with their number. */
const seatedOver = (): Recorded[] => {
  const busy = at('TicketCalled', 'many')
  const moment = { ...find('TicketCalled', 'many'), command: 'planted', actor: staffAt('1') }
  const issue = { ...eventAt('TicketIssued', 'direct'), key: moment.at }
  const seat = { ...eventAt('VisitorSeated'), why: { rule: 'direct', key: moment.at, overtook: 2 } as const }
  return dense([...rich.slice(0, busy), { ...moment, event: issue }, { ...moment, event: seat }])
}

export const RICH_FAULTS: { readonly [R in RuleId]?: readonly Fault[] } = {
  I2: [
    {
      name: 'a take-over that leaves the ticket at the other window too',
      events: rich.slice(0, at('CounterTakenOver')),
      position: at('CounterTakenOver'),
      apply: forgetful((hall, { event }) => {
        const sat = event.type === 'CounterTakenOver' ? hall.tickets.get('sat') : undefined
        if (sat?.status === 'parked') hall.tickets.set('sat', { ...sat, counter: '1' })
      }),
    },
    {
      name: 'two windows that stand in for one',
      events: rich.slice(0, at('CounterTakenOver')),
      position: at('CounterTakenOver'),
      apply: forgetful((hall, { event }) => {
        const other = event.type === 'CounterTakenOver' ? hall.counters.get('3') : undefined
        if (other?.status === 'open') hall.counters.set('3', { ...other, covers: ['1'] })
      }),
    },
    { name: 'a visitor seated over another', events: seatedOver(), position: seatedOver().length, also: ['I9'] },
  ],
  I4: [
    {
      name: 'an overtaking without a number that is not told',
      ...saying('VisitorSeated', { why: { ...eventAt('VisitorSeated').why, overtook: 0 } }),
    },
    {
      name: 'an override whose overtaking is not told',
      ...saying('TicketCalled', { why: { ...eventAt('TicketCalled', 'aside').why, overtook: 0 } }, 'aside'),
    },
    {
      name: 'an override without a reason',
      ...without('TicketCalled', 'reason', 'aside'),
      also: ['I14'],
    },
    {
      name: 'a call that says nobody was called',
      ...saying('TicketCalled', { why: { ...eventAt('TicketCalled', 'aside').why, rule: 'direct' } }, 'aside'),
      also: ['I14'],
    },
    {
      name: 'a tide that is said to be the order of every day',
      ...saying('TicketCalled', { why: { ...eventAt('TicketCalled', 'first').why, rule: 'own' } }, 'first'),
    },
    {
      name: 'a call that names somebody else as passed over',
      ...saying('TicketCalled', { why: { ...eventAt('TicketCalled', 'more').why, whom: ['most'] } }, 'more'),
    },
    {
      name: 'a call by a profile that the window does not follow',
      ...saying('TicketCalled', { why: { ...eventAt('TicketCalled', 'first').why, profile: 'longest' } }, 'first'),
    },
  ],
  I8: [
    {
      name: 'a take-over that calls somebody else',
      ...saying('TicketCalled', { ...eventAt('TicketCalled', 'many'), counter: '2' }, 'sat', 2),
    },
    {
      name: 'a pause that sends away for another reason than itself',
      events: changedEvent(at('TicketParked', 'sat'), { ...eventAt('TicketParked', 'sat'), reason: '取材料' }),
      position: at('CounterPaused'),
    },
  ],
  I9: [
    {
      name: 'a visitor seated whose number was made before',
      events: changed(at('VisitorSeated'), { command: 'another' }).slice(0, at('VisitorSeated')),
      position: at('VisitorSeated'),
      also: ['I14'],
    },
    { name: 'a profile that the plan does not ask for', ...saying('ProfileSwitched', { by: 'plan' }) },
    { name: 'a profile by hand without a reason', ...without('ProfileSwitched', 'reason') },
    { name: 'a profile that the catalogue does not have', ...saying('ProfileSwitched', { profile: 'none' }) },
    { name: 'a profile before its hour', ...early(at('ProfileSwitched', undefined, 1)) },
    { name: 'help that saw fewer than it says', ...saying('HelpSwitched', { waiting: 5 }) },
    { name: 'help that would last longer than its rule', ...saying('HelpSwitched', { untilWaiting: 0 }) },
    { name: 'help before the threshold', ...instead(at('TicketIssued', 'most'), find('HelpSwitched')) },
    {
      name: 'help ended before few enough are left',
      ...instead(at('HelpSwitched', undefined, 1) - 1, find('HelpSwitched', undefined, 1)),
    },
    {
      name: 'standing in for a window that is not away',
      ...then(
        at('CounterOpened', undefined, 5),
        { type: 'CounterTakenOver', counter: '2', from: '1', tickets: [] },
        staffAt('2'),
      ),
      also: ['I2'],
    },
    {
      name: 'standing in by a window that is not on the list',
      events: endedAs(
        at('CounterTakenOver'),
        { ...eventAt('CounterTakenOver'), counter: '4' },
        { actor: staffAt('4') },
      ),
      position: at('CounterTakenOver'),
    },
    {
      name: 'standing in for a window that has somebody already',
      ...then(seatedAtTwo, { type: 'CounterTakenOver', counter: '3', from: '1', tickets: [] }, staffAt('3')),
    },
    {
      name: 'a take-over that leaves somebody behind',
      ...saying('CounterTakenOver', { tickets: [] }),
      also: ['I2'],
    },
    {
      name: 'a vacancy at a window that works',
      ...then(
        at('TicketRequeued'),
        { type: 'VacancyNoted', counter: '3', since: find('TicketRequeued').at, waiting: 2 },
        timekeeper,
      ),
    },
    { name: 'a vacancy since another moment', ...saying('VacancyNoted', { since: eventAt('VacancyNoted').since - 1 }) },
    { name: 'a vacancy with another number waiting', ...saying('VacancyNoted', { waiting: 9 }) },
    {
      name: 'a vacancy noted twice',
      ...then(at('VacancyNoted'), eventAt('VacancyNoted'), timekeeper),
    },
    {
      name: 'a ticket woken too soon',
      events: endedAs(at('TicketWoken'), eventAt('TicketWoken'), { at: find('TicketWoken').at - 1 }),
      position: at('TicketWoken'),
    },
    {
      name: 'a ticket woken that waits for its window',
      ...then(at('TicketParked', 'lead'), { type: 'TicketWoken', ticket: 'lead' }, timekeeper, {
        at: find('TicketParked', 'lead').at + minutes(31),
      }),
    },
    { name: 'a ticket missed for good where the rule lets it go on', ...without('NoShowMarked', 'key') },
    {
      name: 'a missed ticket that goes on waiting where the rule keeps it out',
      events: inGood.endedAs(goodAt('NoShowMarked'), {
        ...goodEventAt('NoShowMarked'),
        key: goodEventAt('TicketIssued', 'miss').key,
      }),
      position: goodAt('NoShowMarked'),
      also: ['I18'],
    },
    { name: 'a return where a new number must be taken', events: backFromTheVoid, position: backFromTheVoid.length },
    {
      name: 'a mark of a checklist that is not complete',
      ...saying('TicketIssued', { materials: { present: [form], missing: [proof] } }, 'many'),
    },
    { name: 'a complete checklist without its mark', ...without('MaterialsChecked', 'prechecked') },
    {
      name: 'a material that the checklist does not have',
      ...saying('MaterialsChecked', { materials: { present: ['护照'], missing: [] } }),
    },
    {
      name: 'a completion with a material that the checklist does not have',
      ...saying('TicketCompleted', { materials: { present: ['护照'], missing: [] } }, 'sat'),
    },
    { name: 'a correction to what it is', ...saying('ServiceCorrected', { service: 'A-01' }), also: ['T10'] },
    { name: 'a promise without its day', ...without('TicketCompleted', 'promised', 'sat') },
    { name: 'a promise of a day that is over', ...saying('TicketCompleted', { promised: '2026-03-01' }, 'sat') },
    { name: 'no pieces of work', ...saying('TicketCompleted', { cases: 0 }, 'sat') },
    {
      name: 'a transfer to where somebody is',
      events: endedAs(at('TicketTransferred', 'lead'), {
        type: 'TicketTransferred',
        ticket: 'lead',
        service: 'A-02',
        reason: 'asked',
      }),
      position: at('TicketTransferred', 'lead'),
    },
    {
      name: 'a transfer to a window that does not take it',
      ...saying('TicketTransferred', { bound: { counter: '3' } }, 'lead'),
    },
    { name: 'a transfer to who is not there', ...saying('TicketTransferred', { bound: { staff: 'w9' } }, 'lead') },
    { name: 'a transfer to nowhere', ...saying('TicketTransferred', { service: 'X-01' }, 'many') },
    {
      name: 'a transfer until a moment that has passed',
      ...saying('TicketTransferred', { until: find('TicketTransferred', 'many').at }, 'many'),
    },
    {
      name: 'putting aside until a moment that has passed',
      ...saying('TicketParked', { until: find('TicketParked', 'lead').at }, 'lead'),
    },
    {
      name: 'an appointment made of a number',
      events: endedAs(at('ClassChanged'), {
        type: 'ClassChanged',
        ticket: 'sat',
        class: 'appointment',
        key: eventAt('TicketIssued', 'sat').key - minutes(10),
      }),
      position: at('ClassChanged'),
    },
    { name: 'a change to the same class', ...then(at('ClassChanged'), eventAt('ClassChanged'), guide) },
    { name: 'a window opened for somebody else', ...saying('CounterOpened', { staffId: 'w9' }) },
    {
      name: 'a window opened by who sits there',
      ...then(at('CounterOpened', undefined, 4), eventAt('CounterOpened', undefined, 4), staffAt('5')),
    },
    {
      name: 'a pause until a moment that has passed',
      ...saying('CounterPaused', { backAt: find('CounterPaused').at }),
    },
    {
      name: 'a notice that asks for nothing',
      ...saying('NoticeGiven', { materials: { present: [form], missing: [] } }),
    },
    {
      name: 'a notice that asks for what the checklist does not have',
      ...saying('NoticeGiven', { materials: { present: [], missing: ['护照'] } }),
    },
    {
      name: 'a notice of a special procedure that there is not',
      ...saying('NoticeGiven', { kind: 'special', service: 'B-01', materials: { present: [], missing: [] } }),
    },
    { name: 'a notice of a service that there is not', ...saying('NoticeGiven', { service: 'X-01' }) },
    {
      name: 'a notice that sends somebody to collect where nothing is handed out',
      ...saying('NoticeGiven', { kind: 'collection' }),
    },
    { name: 'a notice of the way of nobody’s visit', ...saying('NoticeGiven', { kind: 'journey' }) },
    { name: 'a notice for nobody', ...saying('NoticeGiven', { ticket: 'nobody' }) },
    {
      name: 'a question asked twice',
      ...then(at('QuestionLogged', undefined, 2), eventAt('QuestionLogged', undefined, 1), guide),
    },
    {
      name: 'a question due before it was asked',
      ...saying('QuestionLogged', { owed: { owner: '住建局', due: '2026-03-01' } }, undefined, 1),
    },
    { name: 'an answer that nobody owes', ...saying('QuestionAnswered', { question: 'asked' }) },
    { name: 'a post at a window', ...saying('PostTaken', { desk: '1' }) },
    { name: 'a post for somebody else', ...saying('PostTaken', { staffId: 'g9' }) },
    { name: 'a post taken twice', ...then(at('PostTaken'), eventAt('PostTaken'), guide) },
    { name: 'a post left twice', ...then(at('PostLeft'), eventAt('PostLeft'), guide) },
    { name: 'a day that forgets what is owed', ...without('HallOpened', 'owed', undefined, 1) },
    {
      name: 'a day that begins owing what was answered',
      ...saying(
        'HallOpened',
        { owed: (eventAt('HallOpened', undefined, 1).owed ?? []).flatMap((one) => [one, { ...one, id: 'found' }]) },
        undefined,
        1,
      ),
    },
    {
      name: 'a matter added to a visit that is over',
      ...then(
        at('TicketCompleted', 'direct', 1),
        { type: 'MatterAdded', ticket: 'direct', legs: [{ service: 'C-01' }] },
        guide,
      ),
    },
  ],
  I14: [
    { name: 'a clerk who changes what a window takes', ...by('ProfileSwitched', staffAt('2')) },
    { name: 'a manager who names a wait', ...by('WaitQuoted', manager) },
    { name: 'a window that gives a number and serves nobody', ...then(at('TicketIssued', 'direct'), reprint, guide) },
    { name: 'a manager who sends somebody from a window', ...then(at('TicketParked', 'many'), reprint, guide) },
    {
      name: 'an override that hides behind a choice',
      ...saying('TicketCalled', { why: { ...eventAt('TicketCalled', 'aside').why, rule: 'chosen' } }, 'aside'),
    },
    {
      name: 'an override of what the list names',
      ...then(
        at('TicketRequeued'),
        {
          type: 'TicketCalled',
          ticket: 'aside',
          counter: '1',
          why: { rule: 'override', key: eventAt('TicketIssued', 'aside').key, overtook: 0 },
          reason: '熟人',
        },
        staffAt('1'),
      ),
    },
    {
      name: 'an override in a hall that allows none',
      events: inGood.endedWith(
        goodAt('TicketCancelled'),
        {
          type: 'TicketCalled',
          ticket: 'help',
          counter: '1',
          why: { rule: 'override', key: goodEventAt('TicketIssued', 'help').key, overtook: 1 },
          reason: '熟人',
        },
        staffAt('1'),
      ),
      position: goodAt('TicketCancelled') + 1,
    },
    { name: 'a choice in a hall that allows none', events: withoutChoice, position: withoutChoice.length },
    {
      name: 'an acceptance with something missing and no reason',
      ...saying('TicketCompleted', { materials: { present: [], missing: [form] } }, 'sat'),
    },
    { name: 'a change to precedence on no ground', ...without('ClassChanged', 'ground') },
    ...(['VisitorSeated', 'TicketRequeued'] as const).map((type) => ({
      name: `a ${type} without its reason`,
      ...saying(type, { reason: ' ' }),
      also: type === 'VisitorSeated' ? (['I4'] as const) : [],
    })),
    {
      name: 'a correction to what the window may not take',
      ...saying('ServiceCorrected', { service: 'P-01' }),
      also: ['I9', 'T10'],
    },
    { name: 'a kiosk that ticks materials', ...by('TicketIssued', kiosk, 'many') },
    { name: 'a window that takes back what another did', ...by('ActUndone', staffAt('2')) },
    { name: 'a window that stands in as another', ...by('CounterTakenOver', staffAt('3')) },
    { name: 'a guide who sends another home', ...by('PostLeft', { ...guide, id: 'g2' }) },
    { name: 'a manager who notes a vacancy', ...by('VacancyNoted', manager) },
    { name: 'a kiosk that wakes a ticket', ...by('TicketWoken', kiosk) },
    { name: 'a clerk who names the visitor of another window', ...by('VisitorNamed', staffAt('1')) },
    { name: 'a visitor who changes class', ...by('ClassChanged', holderOf('sat')) },
  ],
  I15: [
    {
      name: 'a leg rated twice',
      ...then(at('VisitRated', 'sat'), eventAt('VisitRated', 'sat'), holderOf('sat')),
      also: ['I9'],
    },
    {
      name: 'a leg of yesterday rated twice',
      ...then(at('VisitRated', 'many'), eventAt('VisitRated', 'many'), holderOf('many')),
    },
    { name: 'a rating after the days for it', ...saying('VisitRated', { day: '2026-02-22' }, 'many') },
    { name: 'a rating of tomorrow', ...saying('VisitRated', { day: '2026-03-04' }, 'many') },
    { name: 'a rating credited to another clerk', ...saying('VisitRated', { staffId: 'w9' }, 'sat') },
    { name: 'a rating of a leg to come', ...saying('VisitRated', { leg: 1 }, 'sat'), also: ['I9', 'I14'] },
    {
      name: 'a rating of a leg that was taken back',
      ...then(
        at('ActUndone', undefined, 1),
        { type: 'VisitRated', ticket: 'direct', leg: 0, counter: '1', staffId: 'w1', grade: 'satisfied' },
        holderOf('direct'),
      ),
      also: ['I9'],
    },
    {
      name: 'an explanation of a good grade',
      events: changedEvent(at('VisitRated', 'sat'), { ...eventAt('VisitRated', 'sat'), grade: 'satisfied' }),
      position: at('RatingExplained', 'sat'),
    },
    {
      name: 'a rating explained twice',
      ...then(at('RatingExplained', 'sat'), eventAt('RatingExplained', 'sat'), holderOf('sat')),
    },
    { name: 'an explanation by the clerk', ...by('RatingExplained', staffAt('2'), 'sat'), also: ['I14'] },
  ],
  I18: [
    {
      name: 'a front that is further ahead than it need be',
      ...saying('TicketTransferred', { key: (eventAt('TicketTransferred', 'lead').key ?? 0) - 1 }, 'lead'),
    },
    {
      name: 'a change of class that gives more than its credit',
      ...saying('ClassChanged', { key: eventAt('ClassChanged').key - 1 }),
    },
    { name: 'a missed ticket further back than the rule says', ...saying('NoShowMarked', { key: 2e12 }) },
  ],
  I19: [
    {
      name: 'a front that is behind where it was',
      ...saying('TicketTransferred', { key: eventAt('TicketIssued', 'lead').key + 1 }, 'lead'),
      also: ['I18'],
    },
    {
      name: 'a missed ticket that gains by it',
      ...saying('NoShowMarked', { key: eventAt('TicketIssued', 'slow').key - 1 }),
      also: ['I18'],
    },
    {
      name: 'a fold that moves the arrival of who is handed over',
      ...spoilt('TicketParked', 'sat', 0, (ticket) => ({ ...ticket, arrivedAt: ticket.arrivedAt + 1 })),
    },
    {
      name: 'a fold that has the next leg wait since the first',
      ...spoilt('TicketCompleted', 'sat', 0, (ticket) => ({ ...ticket, readyAt: ticket.arrivedAt - 1 })),
    },
    {
      name: 'a fold that starts the wait anew when its time has come',
      ...spoilt('TicketWoken', 'many', 0, (ticket) => ({ ...ticket, readyAt: ticket.readyAt + 1 })),
    },
  ],
  I20: [
    {
      name: 'a publish that leaves a later leg without a window',
      ...then(
        at('TicketRequeued'),
        { type: 'CataloguePublished', revision: 2, catalogue: withoutService('G-01', richHall) },
        manager,
      ),
    },
  ],
  H4: [
    {
      name: 'a fold that leaves a guide on duty in a closed hall',
      events: dense(rich.slice(0, at('HallClosed')).filter(({ event }) => event.type !== 'PostLeft')),
      position: at('HallClosed') - 1,
      apply: forgetful((hall, { event, at: since }) => {
        if (event.type === 'HallClosed') hall.posts.set('g1', { desk: 'desk', staff: '导办', since })
      }),
    },
  ],
  T10: [
    { name: 'a completion that loses a leg', ...saying('TicketCompleted', { legs: legsOf('sat').slice(1) }, 'sat') },
    {
      name: 'a completion that loses the last legs',
      ...without('TicketCompleted', 'legs', 'sat'),
    },
    {
      name: 'a leg that stays though its matter was turned away',
      ...saying(
        'TicketCompleted',
        { legs: [...legsOf('many'), { service: 'P-01', of: ['A-01'], part: 'stage' }] },
        'many',
      ),
    },
    { name: 'a number without what follows its matter', ...without('TicketIssued', 'legs', 'sat') },
    {
      name: 'a correction that keeps what hung on the wrong matter',
      ...saying('ServiceCorrected', { legs: legsOf('many') }),
    },
    { name: 'a matter added in place of another', ...saying('MatterAdded', { legs: [{ service: 'C-01' }] }) },
    {
      name: 'two matters added as one',
      ...saying('MatterAdded', { legs: [{ service: 'C-01' }, { service: 'A-02' }] }),
    },
    {
      name: 'a way back without the legs after it',
      ...saying('TicketTransferred', { legs: (eventAt('TicketTransferred', 'many').legs ?? []).slice(0, 1) }, 'many'),
    },
    {
      name: 'a way back to another window',
      ...saying(
        'TicketTransferred',
        {
          legs: (eventAt('TicketTransferred', 'many').legs ?? []).map((leg) =>
            leg.bound ? { ...leg, bound: { counter: '4' } } : leg,
          ),
        },
        'many',
      ),
    },
    {
      name: 'a fold that loses the legs of who is put aside',
      ...spoilt('TicketParked', 'sat', 0, (ticket) => ({ ...ticket, legs: [] })),
    },
    {
      name: 'a fold that forgets what is done',
      ...spoilt('TicketCompleted', 'sat', 0, (ticket) => ({ ...ticket, served: [] })),
    },
    {
      name: 'a fold that goes on with the leg after the next',
      ...spoilt('TicketCompleted', 'sat', 0, (ticket) => ({ ...ticket, service: 'G-01', legs: [] })),
    },
  ],
  C11: [
    {
      name: 'taking back too late',
      events: endedAs(at('ActUndone'), eventAt('ActUndone'), { at: find('ActUndone').at + seconds(11) }),
      position: at('ActUndone'),
    },
    {
      name: 'taking back what was not the last',
      ...saying('ActUndone', { positions: [at('TicketCalled', 'sat') - 1] }),
      also: ['I9'],
    },
    {
      name: 'taking back half of a command',
      ...then(at('CounterPaused'), { type: 'ActUndone', counter: '1', positions: [at('CounterPaused')] }, staffAt('1')),
    },
    {
      name: 'taking back nothing',
      ...then(at('QuestionLogged'), { type: 'ActUndone', counter: '5', positions: [] }, staffAt('5')),
    },
    {
      name: 'taking back a pause for which another window stands in',
      ...then(
        seatedAtTwo,
        { type: 'ActUndone', counter: '1', positions: [at('CounterPaused'), at('TicketParked', 'sat')] },
        staffAt('1'),
      ),
      also: ['I9'],
    },
    {
      name: 'a fold that keeps the case it took back',
      events: rich.slice(0, at('ActUndone', undefined, 1)),
      position: at('ActUndone', undefined, 1),
      apply: forgetful((hall, { event, position }) => {
        const undone = event.type === 'ActUndone' && position === at('ActUndone', undefined, 1)
        const counter = undone ? hall.counters.get(event.counter) : undefined
        if (counter) hall.counters.set(counter.id, { ...counter, completed: counter.completed + 1 })
      }),
    },
    {
      name: 'a fold that keeps the legs of the ticket it took back',
      events: rich.slice(0, at('ActUndone', undefined, 1)),
      position: at('ActUndone', undefined, 1),
      apply: forgetful((hall, { event }) => {
        const ticket = event.type === 'ActUndone' ? hall.tickets.get('direct') : undefined
        if (ticket) hall.tickets.set('direct', { ...ticket, legs: [] })
      }),
    },
  ],
}
