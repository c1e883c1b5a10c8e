/**
 * Who works in the demonstration. Its people and machines are registered, paired and signed in like anybody else's, so
 * whatever the real rules refuse them, they are refused.
 */
import type { Actor, DeviceRole, StaffRole } from '../../hall/actor.ts'
import { type Catalogue, type Counter, staffNeeded } from '../../hall/catalogue.ts'
import type { CounterId } from '../../hall/ids.ts'
import { mintSecret } from '../clock.ts'
import type { NewDevice, People } from '../people/people.ts'

/** The actor that somebody is now; undefined once a manager took the machine back or barred the person. */
export type Who = () => Promise<Actor | undefined>

/** One window with its pad and whoever sits at it. */
export type Post = {
  readonly counter: CounterId
  readonly clerk: Who
  readonly pad: Who
  /** Signs the person out and a colleague in; false when nobody is free to take over. */
  readonly handOver: () => Promise<boolean>
}

/** A guide and the desk they stand at. */
export type Duty = { readonly desk: CounterId; readonly guide: Who }

export type Cast = {
  readonly manager: Who
  /** Whoever of the guides is asked for a number, a second paper, another service. */
  readonly guide: Who
  readonly duties: readonly Duty[]
  readonly kiosks: readonly Who[]
  readonly posts: readonly Post[]
  /** The ids of all their machines. */
  readonly machines: ReadonlySet<string>
}

/** Where attempts to pair and sign in are counted for the people of the demonstration. */
const PLACE = 'demo'
const KIOSKS = 2

type Account = { readonly name: string; readonly password: string }

/** Printers by what stands beside them: the first prints tickets, the last what windows hand over. */
const printersOf = ({ printers }: Catalogue): { first?: string; last?: string } => {
  const [first, last] = [printers[0]?.id, printers.at(-1)?.id]
  return { ...(first === undefined ? {} : { first }), ...(last === undefined ? {} : { last }) }
}

/** Machines and people of one hall, made through its register. */
const hiring = (people: People) => {
  const machines = new Set<string>()
  const device = (wanted: NewDevice): { readonly token: string; readonly who: Who } => {
    const paired = people.pair(people.addDevice(wanted).code, PLACE)
    if (!paired.ok) throw new Error(`The demo machine "${wanted.name}" could not be paired: ${paired.code}.`)
    machines.add(paired.identity.id)
    return { token: paired.token, who: async () => people.actorOf(paired.token) }
  }
  const account = async (name: string, role: StaffRole): Promise<Account> => {
    // Nobody signs in as a simulated person, so nobody needs to know the password.
    const password = mintSecret()
    const added = await people.addStaff(name, password, role)
    if (!added.ok) throw new Error(`The demo person "${name}" could not be added: ${added.code}.`)
    return { name, password }
  }
  /** Signs in, and again when the session has run out. */
  const session = (
    { name, password }: Account,
    deviceToken?: string,
  ): { readonly who: Who; readonly end: () => void } => {
    let token: string | undefined
    return {
      who: async () => {
        const known = token === undefined ? undefined : people.actorOf(token)
        // Somebody simulated is at work: their quiet is part of the play.
        if (known && token !== undefined) people.touch(token)
        if (known) return known
        const signed = await people.signIn(name, password, deviceToken, PLACE)
        token = signed.ok ? signed.token : undefined
        return token === undefined ? undefined : people.actorOf(token)
      },
      end: () => {
        if (token !== undefined) people.signOut(token)
      },
    }
  }
  return { device, account, session, machines }
}

/** Everybody the windows of `counters` need; by S003-33 there are one and a half people for each. */
export const hireCast = async (people: People, catalogue: Catalogue, counters: readonly Counter[]): Promise<Cast> => {
  const { device, account, session, machines } = hiring(people)
  const printers = printersOf(catalogue)
  const machine = (name: string, role: DeviceRole, counter: CounterId) =>
    device({ name, role, counter, ...(role === 'counter' ? { printer: printers.last } : {}) })

  const spare = staffNeeded(counters.length) - counters.length
  const desks = catalogue.counters
    .filter(({ role }) => role === 'guide')
    .flatMap(({ id }) => Array.from({ length: catalogue.rules.guidesPerFloor }, () => id))
  const guides = await Promise.all(
    desks.map(async (desk, index): Promise<Duty> => {
      const made = await account(`模拟导办员${index + 1}`, 'guide')
      return { desk, guide: session(made).who }
    }),
  )
  const [manager, guide, ...clerks] = await Promise.all([
    account('模拟负责人', 'manager'),
    account('模拟导办员', 'guide'),
    ...counters.map((counter) => account(`模拟窗口员${counter.name}`, 'window')),
    ...Array.from({ length: spare }, (_, index) => account(`模拟替班员${index + 1}`, 'window')),
  ])
  if (!manager || !guide) throw new Error('The demo has nobody to open its hall.')
  const relief = clerks.slice(counters.length)

  const posts = counters.map((counter, index): Post => {
    const { token } = machine(`模拟窗口电脑${counter.name}`, 'counter', counter.id)
    let person = clerks[index]
    if (!person) throw new Error(`Nobody was hired for window ${counter.id}.`)
    let seat = session(person, token)
    return {
      counter: counter.id,
      clerk: () => seat.who(),
      pad: machine(`模拟评价器${counter.name}`, 'pad', counter.id).who,
      handOver: async () => {
        const next = relief.shift()
        if (!next || !person) return false
        seat.end()
        relief.push(person)
        person = next
        seat = session(person, token)
        return (await seat.who()) !== undefined
      },
    }
  })
  const kiosks = Array.from(
    { length: KIOSKS },
    (_, index) => device({ name: `模拟取号机${index + 1}`, role: 'kiosk', printer: printers.first }).who,
  )
  return { manager: session(manager).who, guide: session(guide).who, duties: guides, kiosks, posts, machines }
}
