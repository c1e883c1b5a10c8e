/** What a paired machine is for, in the words of the hall, and which page it opens. Pure. */
import type { DeviceRole } from '../hall/actor.ts'
import type { CounterId, EdgeId, PrinterId, ZoneId } from '../hall/ids.ts'

export type DeviceKind = 'kiosk' | 'board' | 'strip' | 'window' | 'pad' | 'edge' | 'standby'
export const DEVICE_KINDS: readonly DeviceKind[] = ['kiosk', 'board', 'strip', 'window', 'pad', 'edge', 'standby']

type Place = {
  readonly role: DeviceRole
  readonly counter?: CounterId
  readonly zone?: ZoneId
  readonly printer?: PrinterId
  readonly edge?: EdgeId
}

/** A display at a window is its strip, any other display a board. */
export const kindOf = ({ role, counter }: Place): DeviceKind => {
  switch (role) {
    case 'kiosk':
    case 'pad':
    case 'edge':
    case 'standby':
      return role
    case 'counter':
      return 'window'
    case 'display':
      return counter === undefined ? 'board' : 'strip'
  }
}

type Screen = Exclude<DeviceKind, 'edge' | 'standby'>

export const pageOf = (kind: Screen): string => `/${kind}`

/** The address that pairs a machine with this code as soon as it is opened there. */
export const pairingAddress = (kind: Screen, code: string): string => `${pageOf(kind)}?pair=${code}`

/** What tells that computer which authority to believe (X28); nothing where the hall has none of its own. */
const pinned = (fingerprint: string | undefined): string =>
  fingerprint === undefined ? '' : ` --fingerprint ${fingerprint.replaceAll(':', '')}`

/**
 * What is typed on an edge's computer: once with the code, and then at every start.
 * @param hall the hall's address
 * @param fingerprint of the hall's authority, where it has one
 */
export const edgeCommands = (
  hall: string,
  code: string,
  fingerprint?: string,
): readonly [pair: string, run: string] => [
  `npm run edge -- pair ${hall} ${code}${pinned(fingerprint)}`,
  'npm run edge',
]

/** What is typed on the standby's computer: with the code at the first start, without it afterwards. */
export const standbyCommand = (hall: string, code: string, fingerprint?: string): string =>
  `npm run standby -- ${hall} --code ${code} --data standby-data${pinned(fingerprint)}`

/** Machines with a screen for visitors and perhaps a loudspeaker: they can be made to chime and show their names. */
export const canChime = (kind: DeviceKind): boolean => kind === 'kiosk' || kind === 'board' || kind === 'strip'

/** Which places a kind of device has: a window, a zone, a printer. */
export const placesOf = (kind: DeviceKind): readonly ('counter' | 'zone' | 'printer' | 'edge')[] => {
  switch (kind) {
    case 'kiosk':
      return ['printer']
    case 'board':
      return ['zone']
    case 'strip':
    case 'window':
    case 'pad':
      return ['counter']
    case 'edge':
      return ['edge']
    case 'standby':
      return []
  }
}

/** What the server is asked to add; an empty choice is left out (a board of all zones, a kiosk on the first printer). */
export const deviceOf = (
  kind: DeviceKind,
  name: string,
  chosen: { readonly counter: string; readonly zone: string; readonly printer: string; readonly edge: string },
): Place & { readonly name: string } => {
  const role: DeviceRole = kind === 'window' ? 'counter' : kind === 'board' || kind === 'strip' ? 'display' : kind
  const places = Object.fromEntries(placesOf(kind).flatMap((place) => (chosen[place] ? [[place, chosen[place]]] : [])))
  return { name, role, ...places }
}
