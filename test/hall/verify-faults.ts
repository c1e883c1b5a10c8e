/** Every way to break a rule that the verifier must name: the fault, where it is, and which other rules it breaks too. */
import type { EventOf, HallEvent, Recorded } from '../../hall/events.ts'
import { evolve } from '../../hall/evolve.ts'
import type { RuleId } from '../../hall/verify.ts'
import { guide, holderOf, kiosk, manager, staffAt } from '../kit/actors.ts'
import { minutes } from '../kit/hand-clock.ts'
import { smallCatalogue, withoutCounter, withoutService, withRules } from '../kit/small-catalogue.ts'
import { at, changed, changedEvent, endedWith, eventAt, find, good } from './verify-story.ts'

const beforeNight = at('HallClosed') - 1
/** Position at which both `moved` and `miss` wait, window 1 is free and open, and `help` waits for window 3. */
const quiet = at('TicketCancelled')
const own = (ticket: string, counter = '1', overtook = 0): HallEvent => ({
  type: 'TicketCalled',
  ticket,
  counter,
  why: { rule: 'own', key: (find('TicketIssued', ticket).event as EventOf<'TicketIssued'>).key, overtook },
})
const catalogue = smallCatalogue

const open = { id: '1', status: 'open', staff: '窗口员', staffId: 'w1', covers: [], completed: 0, servedMs: 0 } as const

export type Fault = {
  readonly name: string
  readonly events: Recorded[]
  /** Where the rule must point. */
  readonly position: number
  /** Further rules that this fault breaks. */
  readonly also?: readonly RuleId[]
  readonly apply?: typeof evolve
}

/** `evolve` with one thing forgotten afterwards. */
export const forgetful =
  (spoil: (...args: Parameters<typeof evolve>) => void): typeof evolve =>
  (hall, recorded) => {
    evolve(hall, recorded)
    spoil(hall, recorded)
    return hall
  }

export const FAULTS: { readonly [R in RuleId]?: readonly Fault[] } = {
  I1: [
    {
      name: 'a number given twice',
      events: changedEvent(at('TicketIssued', 'park'), { ...eventAt('TicketIssued', 'park'), number: 1 }),
      position: at('TicketIssued', 'park'),
      also: ['I6'],
    },
  ],
  I6: [
    {
      name: 'a number left out',
      events: changedEvent(at('TicketIssued', 'last'), { ...eventAt('TicketIssued', 'last'), number: 9 }),
      position: at('TicketIssued', 'last'),
    },
    {
      name: 'a second day that goes on counting',
      events: changedEvent(at('TicketIssued', 'miss', 1), { ...eventAt('TicketIssued', 'miss', 1), number: 3 }),
      position: at('TicketIssued', 'miss', 1),
    },
  ],
  I2: [
    {
      name: 'a second ticket at a window',
      events: endedWith(at('TicketCalled', 'vip'), own('miss'), staffAt('1')),
      position: at('TicketCalled', 'vip') + 1,
      also: ['I9'],
    },
    {
      name: 'a ticket called to a second window',
      events: endedWith(at('TicketCalled', 'vip'), own('vip', '2'), staffAt('2')),
      position: at('TicketCalled', 'vip') + 1,
      also: ['I4', 'I9'],
    },
    {
      name: 'a window closed over the ticket in front of it',
      events: endedWith(at('TicketCalled', 'vip'), { type: 'CounterClosed', counter: '1' }, staffAt('1')),
      position: at('TicketCalled', 'vip') + 1,
      also: ['I9'],
    },
  ],
  I4: [
    {
      name: 'the last of the line called first',
      events: endedWith(quiet, own('last'), staffAt('1')),
      position: quiet + 1,
      also: ['I18'],
    },
    {
      name: 'an overtaking that is not told',
      events: changedEvent(at('TicketCalled', 'vip'), own('vip')),
      position: at('TicketCalled', 'vip'),
    },
    {
      name: 'a choice disguised as the rule',
      events: endedWith(quiet, { ...own('last'), reason: '熟人' } as HallEvent, staffAt('1')),
      position: quiet + 1,
      also: ['I18'],
    },
    {
      name: 'help given while somebody waits for the window’s own',
      events: endedWith(
        quiet,
        {
          ...own('help', '2'),
          why: { rule: 'help', key: eventAt('TicketIssued', 'help').key, overtook: 0 },
        } as HallEvent,
        staffAt('2'),
      ),
      position: quiet + 1,
    },
    {
      name: 'a waiting ticket said to be resumed',
      events: endedWith(
        quiet,
        {
          ...own('last'),
          why: { rule: 'resumed', key: eventAt('TicketIssued', 'last').key, overtook: 0 },
        } as HallEvent,
        staffAt('1'),
      ),
      position: quiet + 1,
    },
    {
      name: 'a choice without a reason',
      events: changedEvent(at('TicketCalled', 'chosen'), {
        type: 'TicketCalled',
        ticket: 'chosen',
        counter: '1',
        why: eventAt('TicketCalled', 'chosen').why,
      }),
      position: at('TicketCalled', 'chosen'),
      also: ['I14'],
    },
  ],
  I8: [
    {
      name: 'a command that acts again later',
      events: changed(at('TicketCalled', 'last'), { command: find('TicketIssued', 'vip').command }),
      position: at('TicketCalled', 'last'),
    },
    {
      name: 'a command with two effects',
      events: changed(at('TicketIssued', 'park'), { command: find('TicketIssued', 'miss').command }),
      position: at('TicketIssued', 'park'),
    },
    {
      name: 'one command by two people',
      events: changed(at('HallOpened', undefined, 1), { actor: { ...manager, id: 'somebody-else' } }),
      position: at('HallOpened', undefined, 1),
    },
  ],
  I9: [
    {
      name: 'a ticket nobody was given',
      events: endedWith(quiet, { type: 'TicketCancelled', ticket: 'nobody', reason: '不办了' }, guide),
      position: quiet + 1,
    },
    {
      name: 'a recall from another window',
      events: changedEvent(at('TicketRecalled'), { ...eventAt('TicketRecalled'), counter: '2' }),
      position: at('TicketRecalled'),
      also: ['I14'],
    },
    {
      name: 'a recall too soon',
      events: endedWith(
        at('TicketCalled', 'vip'),
        { type: 'TicketRecalled', ticket: 'vip', counter: '1' },
        staffAt('1'),
      ),
      position: at('TicketCalled', 'vip') + 1,
    },
    {
      name: 'a no-show after one call',
      events: endedWith(
        at('TicketCalled', 'vip'),
        { type: 'NoShowMarked', ticket: 'vip', counter: '1' },
        staffAt('1'),
        {
          at: find('TicketCalled', 'vip').at + minutes(5),
        },
      ),
      position: at('TicketCalled', 'vip') + 1,
    },
    {
      name: 'a return after the time for it',
      events: endedWith(
        at('NoShowMarked'),
        { type: 'TicketReturned', ticket: 'miss', key: eventAt('TicketReturned').key },
        guide,
        {
          at: find('NoShowMarked').at + minutes(31),
        },
      ),
      position: at('NoShowMarked') + 1,
      also: ['I18'],
    },
    {
      name: 'a missed ticket called without coming back',
      events: endedWith(at('NoShowMarked'), own('miss'), staffAt('1')),
      position: at('NoShowMarked') + 1,
      also: ['I4'],
    },
    {
      name: 'a copy that was never printed',
      events: changedEvent(at('TicketReprinted'), { ...eventAt('TicketReprinted'), copy: 3 }),
      position: at('TicketReprinted'),
    },
    {
      name: 'a completion without serving',
      events: endedWith(
        at('TicketCalled', 'vip'),
        { type: 'TicketCompleted', ticket: 'vip', counter: '1', outcome: 'immediate', rating: 'r' },
        staffAt('1'),
      ),
      position: at('TicketCalled', 'vip') + 1,
    },
    {
      name: 'a pause of a closed window',
      events: endedWith(quiet, { type: 'CounterPaused', counter: '4', reason: 'meal' }, staffAt('4')),
      position: quiet + 1,
    },
    {
      name: 'an opening of an open hall',
      events: endedWith(quiet, { type: 'HallOpened', day: '2026-03-02', revision: 1, catalogue }, manager),
      position: quiet + 1,
    },
    {
      name: 'an opening with a catalogue that nobody published',
      events: changedEvent(at('HallOpened'), {
        ...eventAt('HallOpened'),
        catalogue: withRules({ casesPerCounter: 99 }),
      }),
      position: at('HallOpened'),
    },
    {
      name: 'a revision left out',
      events: changedEvent(at('CataloguePublished', undefined, 1), {
        ...eventAt('CataloguePublished', undefined, 1),
        revision: 3,
      }),
      position: at('CataloguePublished', undefined, 1),
    },
    {
      name: 'a window opened in a closed hall',
      events: endedWith(
        beforeNight + 1,
        { type: 'CounterOpened', counter: '1', staff: '窗口员', staffId: 'w1' },
        staffAt('1'),
      ),
      position: beforeNight + 2,
    },
    {
      name: 'a ticket issued twice',
      events: endedWith(
        quiet,
        {
          ...eventAt('TicketIssued', 'vip'),
          secret: 'other',
          number: 7,
          class: 'ordinary',
          key: find('TicketCancelled').at,
        },
        kiosk,
      ),
      position: quiet + 1,
    },
  ],
  I10: [
    {
      name: 'a fold that forgets the cancelled',
      events: good,
      position: at('TicketCancelled'),
      apply: forgetful((hall, { event }) => {
        if (event.type === 'TicketCancelled') hall.counts.cancelled -= 1
      }),
    },
    {
      name: 'a fold that counts a ticket under another status',
      events: good,
      position: at('HallClosed'),
      apply: forgetful((hall, { event }) => {
        if (event.type !== 'TicketCancelled') return
        hall.counts.cancelled -= 1
        hall.counts.completed += 1
      }),
    },
  ],
  I12: [
    {
      name: 'an event taken out',
      events: good.filter(({ position }) => position !== at('TicketReprinted')),
      position: at('TicketReprinted') + 1,
    },
    {
      name: 'an event put in twice',
      events: good.flatMap((each) => (each.position === at('TicketReprinted') ? [each, each] : [each])),
      position: at('TicketReprinted'),
      also: ['I8', 'I9'],
    },
    { name: 'a ledger without its beginning', events: good.slice(1), position: 2, also: ['I9'] },
    {
      name: 'an event of another hall',
      events: changed(at('TicketReprinted'), { hall: 'elsewhere' }),
      position: at('TicketReprinted'),
    },
  ],
  I13: [
    {
      name: 'time that runs back',
      events: changed(at('TicketReprinted'), { at: find('TicketReprinted').at - 1 }),
      position: at('TicketReprinted'),
    },
    {
      name: 'a day that runs back',
      events: changed(at('TicketCalled', 'miss', 1), { day: '2026-03-02' }),
      position: at('TicketCalled', 'miss', 1),
    },
    {
      name: 'an event filed under tomorrow',
      events: changed(beforeNight, { day: '2026-03-03' }),
      position: beforeNight,
    },
    {
      name: 'an opening of a day that it was not',
      events: good
        .slice(0, at('HallOpened'))
        .map((each) =>
          each.event.type === 'HallOpened'
            ? { ...each, day: '2026-03-05', event: { ...each.event, day: '2026-03-05' } }
            : each,
        ),
      position: at('HallOpened'),
    },
  ],
  I14: [
    {
      name: 'a window that calls for another',
      events: changed(at('TicketCalled', 'vip'), { actor: staffAt('2') }),
      position: at('TicketCalled', 'vip'),
    },
    {
      name: 'a kiosk that gives precedence on a ground that is not left to it',
      events: changed(at('TicketIssued', 'vip'), {
        actor: kiosk,
        event: { ...eventAt('TicketIssued', 'vip'), ground: 'martyr-family' },
      }),
      position: at('TicketIssued', 'vip'),
    },
    {
      name: 'a visitor who cancels another’s ticket',
      events: changed(at('TicketCancelled'), { actor: holderOf('last') }),
      position: at('TicketCancelled'),
    },
    {
      name: 'a guide who publishes',
      events: changed(at('CataloguePublished', undefined, 1), { actor: guide }),
      position: at('CataloguePublished', undefined, 1),
    },
    {
      name: 'a completion 补办 without its reason',
      events: changedEvent(at('TicketCompleted', 'chosen'), {
        type: 'TicketCompleted',
        ticket: 'chosen',
        counter: '1',
        outcome: 'supplement',
        rating: 'r',
      }),
      position: at('TicketCompleted', 'chosen'),
    },
    ...(['TicketTransferred', 'TicketCancelled', 'TicketParked'] as const).map((type) => ({
      name: `a ${type} without its reason`,
      events: changedEvent(at(type), { ...eventAt(type), reason: ' ' } as HallEvent),
      position: at(type),
    })),
    {
      name: 'precedence on no ground',
      events: changedEvent(
        at('TicketIssued', 'vip'),
        (({ ground: _none, ...rest }) => rest)(eventAt('TicketIssued', 'vip')),
      ),
      position: at('TicketIssued', 'vip'),
    },
    {
      name: 'a window that takes what it may not',
      events: endedWith(
        quiet,
        {
          ...own('help'),
          why: { rule: 'chosen', key: eventAt('TicketIssued', 'help').key, overtook: 1 },
          reason: '熟人',
        } as HallEvent,
        staffAt('1'),
      ),
      position: quiet + 1,
    },
  ],
  I15: [
    {
      name: 'a visit rated twice',
      events: endedWith(quiet, eventAt('VisitRated', 'vip'), holderOf('vip')),
      position: quiet + 1,
      also: ['I9'],
    },
    {
      name: 'a rating from the window itself',
      events: changed(at('VisitRated', 'vip'), { actor: staffAt('1') }),
      position: at('VisitRated', 'vip'),
      also: ['I14'],
    },
    {
      name: 'a rating by who holds another ticket',
      events: changed(at('VisitRated', 'vip'), { actor: holderOf('last') }),
      position: at('VisitRated', 'vip'),
      also: ['I14'],
    },
    {
      name: 'a rating credited to another window',
      events: changedEvent(at('VisitRated', 'vip'), { ...eventAt('VisitRated', 'vip'), counter: '2' }),
      position: at('VisitRated', 'vip'),
    },
    {
      name: 'a rating of who was not served',
      events: endedWith(
        quiet,
        { type: 'VisitRated', ticket: 'last', leg: 0, counter: '1', staffId: 'w1', grade: 'satisfied' },
        holderOf('last'),
      ),
      position: quiet + 1,
      also: ['I9'],
    },
  ],
  I18: [
    {
      name: 'a place better than the class gives',
      events: endedWith(
        at('TicketIssued', 'last'),
        {
          ...eventAt('TicketIssued', 'last'),
          ticket: 'friend',
          secret: 's',
          number: 7,
          key: eventAt('TicketIssued', 'miss').key,
        },
        kiosk,
        { at: find('TicketIssued', 'last').at },
      ),
      position: at('TicketIssued', 'last') + 1,
    },
  ],
  I19: [
    {
      name: 'a return ahead of where it was',
      events: changedEvent(at('TicketReturned'), {
        ...eventAt('TicketReturned'),
        key: eventAt('TicketIssued', 'miss').key - 1,
      }).slice(0, at('TicketReturned')),
      position: at('TicketReturned'),
      also: ['I18'],
    },
    {
      name: 'a fold that starts the wait anew at a transfer',
      events: good.slice(0, at('TicketTransferred')),
      position: at('TicketTransferred'),
      apply: forgetful((hall, { event, at: now }) => {
        const ticket = event.type === 'TicketTransferred' ? hall.tickets.get(event.ticket) : undefined
        if (ticket) hall.tickets.set(ticket.id, { ...ticket, readyAt: now })
      }),
    },
    {
      name: 'a fold that loses the place of who is parked',
      events: good.slice(0, at('TicketParked')),
      position: at('TicketParked'),
      apply: forgetful((hall, { event, at: now }) => {
        const ticket = event.type === 'TicketParked' ? hall.tickets.get(event.ticket) : undefined
        if (ticket) hall.tickets.set(ticket.id, { ...ticket, key: now })
      }),
    },
  ],
  I20: [
    {
      name: 'a publish that leaves somebody without a window',
      events: endedWith(quiet, { type: 'CataloguePublished', revision: 2, catalogue: withoutService('B-01') }, manager),
      position: quiet + 1,
    },
    {
      name: 'a publish that takes an open window away',
      events: endedWith(quiet, { type: 'CataloguePublished', revision: 2, catalogue: withoutCounter('2') }, manager),
      position: quiet + 1,
    },
    {
      name: 'a fold that drops a ticket at a publish',
      events: good.slice(0, at('CataloguePublished', undefined, 1)),
      position: at('CataloguePublished', undefined, 1),
      apply: forgetful((hall, { event }) => {
        if (event.type === 'CataloguePublished') hall.tickets.delete('last')
      }),
    },
  ],
  H4: [
    {
      name: 'a fold that leaves somebody waiting in a closed hall',
      events: good.slice(0, at('HallClosed')),
      position: at('HallClosed'),
      apply: (hall, recorded) => {
        const kept = hall.tickets.get('miss')
        evolve(hall, recorded)
        if (recorded.event.type === 'HallClosed' && kept) {
          hall.tickets.set('miss', kept)
          hall.counts.expired -= 1
          hall.counts.waiting += 1
        }
        return hall
      },
    },
    {
      name: 'a fold that leaves a window open in a closed hall',
      events: good.slice(0, at('HallClosed')),
      position: at('HallClosed'),
      apply: forgetful((hall, { event, at: since }) => {
        if (event.type === 'HallClosed') hall.counters.set('1', { ...open, since, actedAt: since })
      }),
    },
  ],
  I11: [
    {
      name: 'a fold that takes something of yesterday along',
      events: [...good],
      position: at('HallOpened', undefined, 1),
      apply: forgetful((hall, { event, position }) => {
        if (event.type === 'HallOpened' && position > 2) hall.answered = 1
      }),
    },
    {
      name: 'a fold that keeps a number of yesterday',
      events: [...good],
      position: at('HallOpened', undefined, 1),
      apply: forgetful((hall, { event, position }) => {
        if (event.type === 'HallOpened' && position > 2) hall.byNumber.set('A009', 'vip')
      }),
    },
  ],
  I17: [
    ...['身份证 11010119900307803X 的人', '110101 1990 0307 803X', '电话13800138000', '请打 138-0013-8000'].map(
      (reason): Fault => ({
        name: `a number of a person in a reason: ${reason}`,
        events: changedEvent(at('TicketCancelled'), { ...eventAt('TicketCancelled'), reason }),
        position: at('TicketCancelled'),
      }),
    ),
  ],
  H5: [
    {
      name: 'a number given past midnight for the old day',
      events: endedWith(
        beforeNight,
        {
          ...eventAt('TicketIssued', 'last'),
          ticket: 'late',
          secret: 's',
          number: 7,
          key: Date.parse('2026-03-03T00:00:00+08:00'),
        },
        kiosk,
        { at: Date.parse('2026-03-03T00:00:00+08:00') },
      ),
      position: beforeNight + 1,
    },
  ],
}
