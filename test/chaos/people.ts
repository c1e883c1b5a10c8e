/** Who presses the buttons: kiosks and window staff, made through the public API with the first manager's code. */
import { mintSecret } from '../../server/clock.ts'
import { type Line, mustPost } from './line.ts'

export const HALL = '/api/halls/jiaoling'
export const KIOSKS = 8
/** Windows of themes A, B and C; the kiosks offer services of these. */
export const COUNTERS = ['1', '2', '3', '4', '5', '6']
export const SERVICES = ['A-01', 'A-02', 'B-01', 'B-02', 'C-01'] as const

export type Person = { readonly name: string; readonly token: string; readonly counter?: string }

/** Adds a machine and pairs it. Answers with its token. */
export const machineFor = async (line: Line, manager: string, wanted: object): Promise<string> => {
  const added = await mustPost(line, `${HALL}/devices`, wanted, manager)
  return String((await mustPost(line, '/api/pair', { code: added.code })).token)
}

export type Crew = { readonly manager: string; readonly password: string; readonly people: readonly Person[] }

/** The first manager signs in again. Answers with the token. */
export const signInManager = async (line: Line, password: string): Promise<string> =>
  String((await mustPost(line, '/api/sign-in', { name: 'manager', password })).token)

/** Sets the hall up: the first manager, the machines, the staff, the day open and six windows with it. */
export const setUp = async (line: Line, code: string): Promise<Crew> => {
  const password = mintSecret()
  const manager = String((await mustPost(line, '/api/first-manager', { code, name: 'manager', password })).token)
  const machine = (wanted: object): Promise<string> => machineFor(line, manager, wanted)
  const command = (intent: object, token: string) =>
    mustPost(line, `${HALL}/commands`, { id: mintSecret(), ...intent }, token)

  // A hall that keeps its own hours may have opened by itself.
  const opened = await line.post(`${HALL}/commands`, { id: mintSecret(), type: 'OpenHall' }, manager)
  if (opened?.status !== 200 && opened?.body.code !== 'hall-open')
    throw new Error(`The hall could not be opened: ${JSON.stringify(opened)}`)
  const people: Person[] = []
  for (let n = 1; n <= KIOSKS; n += 1) {
    const name = `kiosk ${n}`
    people.push({ name, token: await machine({ name, role: 'kiosk' }) })
  }
  for (const counter of COUNTERS) {
    const name = `window ${counter}`
    const computer = await machine({ name, role: 'counter', counter })
    await mustPost(line, `${HALL}/staff`, { name, password, role: 'window' }, manager)
    const token = String((await mustPost(line, '/api/sign-in', { name, password }, computer)).token)
    await command({ type: 'OpenCounter', counter }, token)
    people.push({ name, token, counter })
  }
  return { manager, password, people }
}
