/** People of a register in memory, by a hand clock, with what they noted and raised. */
import { openPeople, type PeopleOptions } from '../../server/people/people.ts'
import { openPeopleStore } from '../../server/people/store.ts'
import type { SecurityEntry } from '../../server/security/security-log.ts'
import { handClock } from '../kit/hand-clock.ts'

export const GOOD = 'Lvcheng-7731'

export const register = (options: Partial<PeopleOptions> = {}, file = ':memory:', clock = handClock()) => {
  const noted: SecurityEntry[] = []
  const alarms: { code: string; data: object }[] = []
  const store = openPeopleStore(file)
  const people = openPeople(store, clock, {
    note: (entry) => void noted.push(entry),
    alarms: {
      raise: (code, data = {}) => void alarms.push({ code, data }),
      clear: (code) => void alarms.push({ code: `${code} over`, data: {} }),
    },
    isServing: () => false,
    ...options,
  })
  return {
    people,
    store,
    clock,
    noted,
    alarms,
    types: (): string[] => noted.map(({ type, outcome }) => `${type} ${outcome}`),
    /** Adds somebody and signs them in. */
    signedIn: async (name: string, role: 'guide' | 'manager' | 'inspector' | 'auditor' = 'guide') => {
      await people.addStaff(name, GOOD, role)
      const granted = await people.signIn(name, GOOD, undefined, 'desk')
      if (!granted.ok) throw new Error(`${name} was not let in: ${granted.code}`)
      return granted
    },
    /** Adds a machine and pairs it. */
    paired: (role: 'kiosk' | 'display' | 'counter', counter?: string) => {
      const { code, device } = people.addDevice({ name: role, role, counter })
      const granted = people.pair(code, 'floor')
      if (!granted.ok) throw new Error(`${role} was not paired: ${granted.code}`)
      return { id: device.id, token: granted.token }
    },
  }
}
