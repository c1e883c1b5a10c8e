/**
 * What else the guide desk must see without looking for it: machines that fell silent, bad ratings, 空岗, visitors sent on
 * too often, answers owed, and desks with too few guides. Pure.
 */
import type { DeviceRole } from '../hall/actor.ts'
import type { BusinessDay, Instant } from '../hall/ids.ts'
import type { OwedQuestion } from '../hall/question.ts'
import type { ScreenCondition } from '../hall/screen.ts'
import type { SystemAlarm, SystemAlarmCode } from '../hall/system-alarm.ts'
import type { TicketCard } from '../hall/views/card.ts'
import type { Duty } from '../hall/views/duty.ts'
import type { GuideView, VacantRow } from '../hall/views/guide.ts'
import type { DeviceRow, Views } from '../hall/wire.ts'
import { type Alarm, alarmsOf, type Level } from './alarms.ts'
import { isOverdue } from './guide-question.ts'

/** What somebody in the hall can mend by walking there; whose line is gone is among the silent machines. */
const TROUBLED = ['asleep', 'hidden', 'mute'] as const satisfies readonly ScreenCondition[]
export type TroubledScreen = (typeof TROUBLED)[number]

type LowRating = GuideView['lowRatings'][number]
export type DeskAlarm =
  | Alarm
  | {
      readonly kind: 'devices'
      readonly level: Level
      readonly role: DeviceRole
      readonly devices: readonly DeviceRow[]
    }
  | {
      readonly kind: 'screens'
      readonly level: Level
      readonly condition: TroubledScreen
      readonly devices: readonly DeviceRow[]
    }
  | { readonly kind: 'rating'; readonly level: 'amber'; readonly rating: LowRating; readonly minutes: number }
  | { readonly kind: 'vacant'; readonly level: 'red'; readonly window: VacantRow; readonly minutes: number }
  | { readonly kind: 'sent-on'; readonly level: 'amber'; readonly ticket: TicketCard }
  | { readonly kind: 'owed'; readonly level: Level; readonly question: OwedQuestion }
  | { readonly kind: 'duty'; readonly level: Level; readonly floor: Duty }
  | { readonly kind: 'system'; readonly level: Level; readonly alarm: SystemAlarm }

/** Somebody who rated badly has left the hall by then; what remains of it is the manager's. */
export const RATING_SHOWN_MINUTES = 30

/** Worst first among alarms of one colour; waits stand together, the longest first. */
const ORDER: readonly DeskAlarm['kind'][] = [
  'system',
  'printer',
  'devices',
  'screens',
  'no-counter',
  'wait',
  'rating',
  'vacant',
  'sent-on',
  'owed',
  'duty',
]
const WAITS: readonly DeskAlarm['kind'][] = ['no-counter', 'wait']
const rank = ({ kind }: DeskAlarm): number => ORDER.indexOf(WAITS.includes(kind) ? 'no-counter' : kind)
const minutesOf = (alarm: DeskAlarm): number => ('minutes' in alarm ? alarm.minutes : 0)

/** A page that is opened anew is back within seconds. */
export const SILENT_AFTER_MS = 30_000

/** Without a kiosk or a board visitors stand there helpless, and without its edge a whole place has no paper. */
const missedAtOnce = (role: DeviceRole): boolean => role === 'kiosk' || role === 'display' || role === 'edge'

/** At a closed window the machines are off, so one that was never there today is only missed where visitors need it. */
const isSilent = ({ role, online, seenAt }: DeviceRow, now: Instant): boolean => {
  if (online) return false
  if (seenAt === undefined) return missedAtOnce(role)
  return now - seenAt >= SILENT_AFTER_MS
}

/** A window or a pad has somebody beside it, so its silence is only amber. */
const silentMachines = (devices: readonly DeviceRow[], now: Instant): DeskAlarm[] =>
  (['kiosk', 'display', 'edge', 'counter', 'pad'] as const).flatMap((role): DeskAlarm[] => {
    const silent = devices.filter((device) => device.role === role && isSilent(device, now))
    const level = missedAtOnce(role) ? 'red' : 'amber'
    return silent.length === 0 ? [] : [{ kind: 'devices', level, role, devices: silent }]
  })

/** A kiosk or board that shows nothing helps nobody; one that is mute is still read. */
const troubledScreens = (devices: readonly DeviceRow[]): DeskAlarm[] =>
  TROUBLED.flatMap((condition): DeskAlarm[] => {
    const screens = devices.filter((device) => device.condition === condition && device.role !== 'pad')
    const level = condition === 'mute' ? 'amber' : 'red'
    return screens.length === 0 ? [] : [{ kind: 'screens', level, condition, devices: screens }]
  })

const lowRatings = (rows: readonly LowRating[], now: Instant): DeskAlarm[] =>
  rows.flatMap((rating): DeskAlarm[] => {
    const minutes = Math.max(0, Math.floor((now - rating.at) / 60_000))
    return minutes >= RATING_SHOWN_MINUTES ? [] : [{ kind: 'rating', level: 'amber', rating, minutes }]
  })

/** A question is due at the end of its day: on that day it is amber, after it red. */
const owedAlarms = (owed: readonly OwedQuestion[], day: BusinessDay | null): DeskAlarm[] =>
  owed.flatMap((question): DeskAlarm[] =>
    day === null || question.due > day
      ? []
      : [{ kind: 'owed', level: isOverdue(question, day) ? 'red' : 'amber', question }],
  )

/** A floor without a desk is for the catalogue's check, not for whoever is on duty. */
const dutyAlarms = (duty: readonly Duty[]): DeskAlarm[] =>
  duty.flatMap((floor): DeskAlarm[] =>
    floor.desks.length === 0 || floor.guides.length >= floor.needed
      ? []
      : [{ kind: 'duty', level: floor.guides.length === 0 ? 'red' : 'amber', floor }],
  )

/** What changes the work of everybody in the hall; the rest of the system's troubles is the administrator's. */
const FOR_THE_DESK: ReadonlySet<SystemAlarmCode> = new Set<SystemAlarmCode>([
  'disk-low',
  'disk-stop',
  'storage-fault',
  'read-only',
  'clock-suspect',
  'restored',
  'deposed',
  'number-restated',
])
const NOT_AT_ONCE: ReadonlySet<SystemAlarmCode> = new Set<SystemAlarmCode>([
  'disk-low',
  'clock-suspect',
  'backup-late',
  'backup-same-disk',
  'plain-http',
  'certificate-late',
  'standby-away',
  'standby-behind',
  'number-restated',
])

/** What is wrong with the system itself, as rows; the guide desk is only told what changes its work. */
export const systemAlarms = (alarms: readonly SystemAlarm[], forWhom: 'desk' | 'manager'): readonly DeskAlarm[] =>
  alarms
    .filter(({ code }) => forWhom === 'manager' || FOR_THE_DESK.has(code))
    .map((alarm) => ({ kind: 'system', level: NOT_AT_ONCE.has(alarm.code) ? 'amber' : 'red', alarm }))

/** The alarms of now, red before amber and the worst first. At night machines are off and desks are empty: that is no alarm. */
export const deskAlarmsOf = (view: Views['guide'], now: Instant): readonly DeskAlarm[] => {
  const always = [...systemAlarms(view.system, 'desk'), ...alarmsOf(view, now), ...owedAlarms(view.owed, view.day)]
  const byDay = view.open
    ? [
        ...silentMachines(view.devices, now),
        ...troubledScreens(view.devices),
        ...lowRatings(view.lowRatings, now),
        ...view.vacant.map((window): DeskAlarm => {
          const minutes = Math.max(0, Math.floor((now - window.since) / 60_000))
          return { kind: 'vacant', level: 'red', window, minutes }
        }),
        ...view.sentOnTooOften.map((ticket): DeskAlarm => ({ kind: 'sent-on', level: 'amber', ticket })),
        ...dutyAlarms(view.duty),
      ]
    : []
  const red = ({ level }: DeskAlarm): number => (level === 'red' ? 0 : 1)
  return [...always, ...byDay].sort((a, b) => red(a) - red(b) || rank(a) - rank(b) || minutesOf(b) - minutesOf(a))
}

/** What tells one alarm from another, for a list on the screen. */
export const alarmKey = (alarm: DeskAlarm): string => {
  switch (alarm.kind) {
    case 'printer':
      return `printer ${alarm.printer.id}`
    case 'devices':
      return `devices ${alarm.role}`
    case 'screens':
      return `screens ${alarm.condition}`
    case 'no-counter':
    case 'wait':
      return `${alarm.kind} ${alarm.theme.id}`
    case 'rating':
      return `rating ${alarm.rating.number} ${alarm.rating.at}`
    case 'vacant':
      return `vacant ${alarm.window.counter}`
    case 'sent-on':
      return `sent-on ${alarm.ticket.id}`
    case 'owed':
      return `owed ${alarm.question.id}`
    case 'duty':
      return `duty ${alarm.floor.floor}`
    case 'system':
      return `system ${alarm.alarm.code}`
  }
}
