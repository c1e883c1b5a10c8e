/**
 * How a visitor gets in: a link to every screen that pairs it at once, and people to sign in as. One machine for each
 * screen, however often the page is opened; only its code is new.
 */
import { STAFF_ROLES } from '../../hall/actor.ts'
import type { Catalogue, Counter } from '../../hall/catalogue.ts'
import type { Instant } from '../../hall/ids.ts'
import type { Clock } from '../clock.ts'
import type { LiveHall } from '../live-hall.ts'
import type { NewDevice, People } from '../people/people.ts'
import type { DemoLink } from './demo.ts'

export type Account = { readonly name: string; readonly password: string; readonly role: string }

export type Entrances = {
  readonly links: () => readonly DemoLink[]
  readonly staff: readonly Account[]
}

/** The same for all: it guards nothing, and short words are typed without looking. */
const PASSWORD = 'ti-yan-da-ting'
/** A code is offered again while it has at least this long to live, so that a page may ask as often as it likes. */
const CODE_LEFT_MS = 5 * 60_000

type Screen = { readonly path: string; readonly title: string; readonly titleEn: string; readonly machine: NewDevice }

/** The screens that need pairing: those of the whole hall, of each zone, and of the window the visitor may play. */
const screensOf = ({ zones, printers }: Catalogue, { id: counter, name }: Counter): readonly Screen[] => {
  const [first, last] = [printers[0]?.id, printers.at(-1)?.id]
  const screen = (path: string, title: string, titleEn: string, machine: Omit<NewDevice, 'name'>): Screen => ({
    path,
    title,
    titleEn,
    machine: { name: title, ...machine },
  })
  return [
    screen('/kiosk', '取号机', 'Kiosk', { role: 'kiosk', printer: first }),
    screen('/board', '大厅总屏', 'Hall board', { role: 'display' }),
    ...zones.map((zone) =>
      screen('/board', `分区屏 ${zone.name}`, `Board, ${zone.nameEn}`, { role: 'display', zone: zone.id }),
    ),
    screen('/window', `${name}号窗口`, `Window ${name}`, { role: 'counter', counter, printer: last }),
    screen('/strip', `${name}号窗口条屏`, `Strip over window ${name}`, { role: 'display', counter }),
    screen('/pad', `${name}号窗口评价器`, `Rating pad of window ${name}`, { role: 'pad', counter }),
  ]
}

/** Screens that ask who one is, and nothing else. */
const SIGN_IN_LINKS: readonly DemoLink[] = [
  { title: '导办台', titleEn: 'Guide desk', href: '/guide' },
  { title: '管理页', titleEn: 'Manager', href: '/manager' },
  { title: '打印出来的纸', titleEn: 'Printed paper', href: '/paper' },
]

/** Makes the visitor's people; the manager first, with the one-time code of a new hall. */
const accountsOf = async (people: People): Promise<readonly Account[]> => {
  const code = people.firstCode()
  if (code === undefined) throw new Error('A demonstration needs a new data folder: this hall has a manager already.')
  const manager = { name: 'manager', password: PASSWORD, role: 'manager' }
  const made = await people.firstManager(code, manager.name, manager.password, 'demo')
  if (!made.ok) throw new Error(`The first manager of the demo could not be made: ${made.code}.`)
  const others = STAFF_ROLES.filter((role) => role !== 'manager').map((role) => ({
    name: role,
    password: PASSWORD,
    role,
  }))
  for (const { name, password, role } of others) {
    const added = await people.addStaff(name, password, role)
    if (!added.ok) throw new Error(`The demo person "${name}" could not be added: ${added.code}.`)
  }
  return [manager, ...others]
}

type Parts = { readonly live: LiveHall; readonly people: People; readonly clock: Clock }

export const openEntrances = async (
  { live, people, clock }: Parts,
  catalogue: Catalogue,
  counter: Counter,
): Promise<Entrances> => {
  const staff = await accountsOf(people)
  const codes = new Map<string, { readonly code: string; readonly expiresAt: Instant }>()
  // A code is spent, or its machine was taken back: the next who asks needs another one.
  people.onDismissed((principal) => void codes.delete(principal))

  /** The link of one screen. Its machine is made once, and again if a manager took it back. */
  const entrance = ({ path, title, titleEn, machine }: Screen): (() => DemoLink) => {
    const made = people.addDevice(machine)
    let { id } = made.device
    codes.set(id, made)
    const codeNow = (): string => {
      const kept = codes.get(id)
      if (kept && kept.expiresAt - clock.now() >= CODE_LEFT_MS) return kept.code
      let fresh = people.freshCode(id)
      if (!fresh) {
        const again = people.addDevice(machine)
        id = again.device.id
        fresh = again
      }
      codes.set(id, fresh)
      return fresh.code
    }
    return () => ({ title, titleEn, href: `${path}?pair=${codeNow()}` })
  }
  const paired = screensOf(catalogue, counter).map(entrance)

  /** The page of somebody who waits now, as their phone shows it. */
  const phone = (): DemoLink[] => {
    const hall = live.hall()
    const waits = hall.issued.findLast((id) => hall.tickets.get(id)?.status === 'waiting')
    const ticket = waits === undefined ? undefined : hall.tickets.get(waits)
    return ticket ? [{ title: '手机号票页', titleEn: 'Ticket on the phone', href: `/t/${ticket.secret}` }] : []
  }

  return { staff, links: () => [...paired.map((link) => link()), ...SIGN_IN_LINKS, ...phone()] }
}
