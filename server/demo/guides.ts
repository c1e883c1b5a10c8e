/**
 * The guides at the desks by the door: on duty in turns, answering what they can and writing down what they cannot, ticking
 * checklists before a number is given, and sending nobody away without paper.
 */
import type { Service } from '../../hall/catalogue.ts'
import { type Intent, type NoticeKind, QUESTION_CHANNELS } from '../../hall/commands.ts'
import { matterRefused } from '../../hall/decide-issue.ts'
import type { Hall } from '../../hall/hall.ts'
import type { PersonKey, ServiceId } from '../../hall/ids.ts'
import type { TicketAs } from '../../hall/ticket.ts'
import type { Duty } from './cast.ts'
import type { Citizens, Parts } from './citizens.ts'
import { allThere, drawGround, lacking } from './habits.ts'

const MINUTE = 60_000

/** What a guide does next, by weight. */
const DEEDS = [
  ['answer-at-once', 40],
  ['write-down', 8],
  ['answer-owed', 10],
  ['notice-missing', 12],
  ['notice-guide', 10],
  ['notice-special', 6],
  ['notice-service', 6],
  ['notice-journey', 5],
  ['notice-collection', 4],
  ['notice-elsewhere', 3],
  ['give-precedence', 5],
  ['one-more-matter', 5],
  ['look-through-papers', 4],
] as const
type Deed = (typeof DEEDS)[number][0]

const QUESTIONS = ['婚姻登记在几楼', '异地能不能办', '可不可以代办', '结果多久能拿到', '在哪里缴费']
const OWNERS = ['县政务服务中心业务股', '县社保局（社会保障）', '县国土资源局']

/** Lets the guides work from now on; the answer ends it. */
export const openGuides = ({ live, ask, cast, chance, pace }: Parts, citizens: Citizens): (() => void) => {
  const services = (fits: (service: Service) => boolean): readonly Service[] =>
    (live.hall().catalogue?.services ?? []).filter(fits)
  const withPapers = (): Service | undefined => {
    const some = services((service) => service.checklist.length > 0)
    return some.length > 0 ? chance.pick(some) : undefined
  }

  /** Somebody who waits, and whom a guide meets between the chairs. */
  const whoWaits = (hall: Hall, fits: (ticket: TicketAs<'waiting'>) => boolean): TicketAs<'waiting'> | undefined => {
    const waiting = hall.issued.slice(-60).flatMap((id) => {
      const ticket = hall.tickets.get(id)
      return ticket?.status === 'waiting' && fits(ticket) ? [ticket] : []
    })
    return waiting.length > 0 ? chance.pick(waiting) : undefined
  }

  /** A notice about some service that fits, if there is one. */
  const about = (kind: NoticeKind, fits: (service: Service) => boolean): Intent | undefined => {
    const some = services(fits)
    return some.length > 0 ? { type: 'GiveNotice', kind, service: chance.pick(some).id } : undefined
  }

  const supplement = (): Intent | undefined => {
    const service = withPapers()
    if (!service) return undefined
    const person = citizens.personKey()
    return { type: 'GiveNotice', kind: 'supplement', service: service.id, materials: lacking(chance, service), person }
  }

  /** The way through the hall, for somebody who has more than one stop before them. */
  const journey = (): Intent | undefined => {
    const ticket = whoWaits(live.hall(), ({ legs }) => legs.length > 0)
    return ticket && { type: 'GiveNotice', kind: 'journey', service: ticket.service, ticket: ticket.id }
  }

  /** One more matter of the same theme, where the day still takes it. */
  const oneMore = (hall: Hall): Intent | undefined => {
    const ticket = whoWaits(hall, ({ legs, part }) => legs.length === 0 && part === undefined)
    const theme = hall.lookup.services.get(ticket?.service ?? '')?.theme
    const others = (hall.lookup.servicesOfTheme.get(theme ?? '') ?? []).filter(
      (id) => id !== ticket?.service && !matterRefused(hall, id),
    )
    return ticket && others.length > 0
      ? { type: 'AddMatter', ticket: ticket.id, service: chance.pick(others) }
      : undefined
  }

  const intentOf = (deed: Deed): Intent | undefined => {
    const hall = live.hall()
    switch (deed) {
      case 'answer-at-once':
        return {
          type: 'LogQuestion',
          question: chance.id(),
          channel: chance.pick(QUESTION_CHANNELS),
          text: chance.pick(QUESTIONS),
        }
      case 'write-down': {
        const owed = { owner: chance.pick(OWNERS), workingDays: Math.round(chance.between(1, 3)) }
        return { type: 'LogQuestion', question: chance.id(), channel: 'desk', text: chance.pick(QUESTIONS), owed }
      }
      case 'answer-owed': {
        const owed = [...hall.owed.keys()]
        return owed.length > 0 ? { type: 'AnswerQuestion', question: chance.pick(owed), text: '已电话答复' } : undefined
      }
      case 'notice-missing':
        return supplement()
      case 'notice-guide':
        return about('guide', ({ checklist }) => checklist.length > 0)
      case 'notice-special':
        return about('special', ({ special }) => special !== undefined)
      case 'notice-service':
        return about('service', ({ checklist }) => checklist.length > 0)
      case 'notice-journey':
        return journey()
      case 'notice-collection':
        return about('collection', ({ caseType }) => caseType === 'promised')
      case 'notice-elsewhere': {
        const away = [...hall.lookup.elsewhere.keys()]
        return away.length > 0 ? { type: 'GiveNotice', kind: 'elsewhere', service: chance.pick(away) } : undefined
      }
      case 'give-precedence': {
        const ticket = whoWaits(hall, (other) => other.class === 'ordinary')
        return ticket && { type: 'ChangeClass', ticket: ticket.id, class: 'priority', ground: drawGround(chance) }
      }
      case 'one-more-matter':
        return oneMore(hall)
      case 'look-through-papers': {
        const ticket = whoWaits(hall, (other) => other.materials === undefined)
        const about = hall.lookup.services.get(ticket?.service ?? '')
        return ticket && about && about.checklist.length > 0
          ? { type: 'CheckMaterials', ticket: ticket.id, materials: allThere(about) }
          : undefined
      }
    }
  }

  /** Comes, helps whoever asks, goes to eat, and comes back. */
  const work = ({ desk, guide }: Duty): void => {
    let offUntil = 0
    const look = async (): Promise<void> => {
      const hall = live.hall()
      const actor = await guide()
      if (hall.open && actor && pace.now() >= offUntil) {
        const here = hall.posts.has(actor.id)
        const intent: Intent | undefined = !here
          ? { type: 'TakePost', desk }
          : chance.happens(0.02)
            ? { type: 'LeavePost' }
            : intentOf(chance.weighted(DEEDS))
        if (intent) await ask(actor, intent)
        if (intent?.type === 'LeavePost') offUntil = pace.now() + chance.between(30, 60) * MINUTE
      }
      pace.after(chance.between(3, 9) * MINUTE, look)
    }
    pace.after(chance.between(0, 3) * MINUTE, look)
  }
  for (const duty of cast.duties) work(duty)

  /** Whoever was sent for a paper comes again with it, and the desk looks before the number is given. */
  const comesAgain = async (service: ServiceId, person: PersonKey): Promise<void> => {
    const hall = live.hall()
    const about = hall.lookup.services.get(service)
    if (!hall.open || !about || matterRefused(hall, service)) return
    const ticket = chance.id()
    const materials = allThere(about)
    const reply = await ask(await cast.guide(), { type: 'IssueTicket', ticket, service, person, materials })
    if (reply?.ok && reply.secret !== undefined) citizens.came(ticket, reply.secret)
  }
  return live.listen((events, hall) => {
    for (const { event } of events) {
      if (event.type !== 'TicketCompleted' || event.outcome !== 'supplement') continue
      const { person, served } = hall.tickets.get(event.ticket) ?? {}
      const service = served?.at(-1)?.service
      if (person !== undefined && service !== undefined)
        pace.after(chance.between(30, 90) * MINUTE, () => comesAgain(service, person))
    }
  })
}
