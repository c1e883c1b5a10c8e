/** One alarm in words, with its colour and its picture; an alarm about a ticket or an answer opens it. */
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import type { SystemAlarm } from '../hall/system-alarm.ts'
import type { DeviceRow } from '../hall/wire.ts'
import { A, DEVICE_WORDS, SCREEN_ALARMS } from './guide-alarm-words.ts'
import type { DeskAlarm } from './guide-desk-alarms.ts'
import { Icon, type IconName } from './icons.tsx'
import { named, serviceNamed } from './names.ts'
import { PRINTER_WORDS } from './printer-words.ts'
import { RING, SYSTEM_WORDS } from './system-alarm-words.ts'

const TEXT_SHOWN = 18

/** As much of a question as fits into two lines; the whole of it is a touch away. */
const shortened = (text: string): string => (text.length > TEXT_SHOWN ? `${text.slice(0, TEXT_SHOWN)}…` : text)

/** As many names as fit into two lines. */
const NAMES_SHOWN = 3

const namesOf = (devices: readonly DeviceRow[]): string =>
  devices
    .slice(0, NAMES_SHOWN)
    .map(({ name }) => name)
    .join('、') + (devices.length > NAMES_SHOWN ? '…' : '')

/** The trouble, what to do, and whom to ring. */
const systemText = ({ code, data }: SystemAlarm): readonly [title: string, text: string] => {
  const [title, text] = SYSTEM_WORDS[code]
  const outMs = Number(data.behindMs ?? data.aheadMs ?? 0)
  const told = fill(text, { ...data, minutes: Math.max(1, Math.round(outMs / 60_000)) })
  return [say(title), data.call === undefined ? told : `${told}${fill(RING, { call: data.call })}`]
}

const alarmText = (alarm: DeskAlarm): readonly [title: string, text: string] => {
  switch (alarm.kind) {
    case 'printer':
      return [alarm.printer.name, say(PRINTER_WORDS[alarm.printer.state])]
    case 'no-counter':
      return [named(alarm.theme), fill(A.noCounter, { waiting: alarm.theme.waiting })]
    case 'wait':
      return [named(alarm.theme), fill(A.waitAlarm, { minutes: alarm.minutes, waiting: alarm.theme.waiting })]
    case 'devices': {
      const [first] = alarm.devices
      return first && alarm.devices.length === 1
        ? [first.name, say(A.offlineOne)]
        : [
            say(DEVICE_WORDS[alarm.role]),
            fill(A.offlineMany, { count: alarm.devices.length, names: namesOf(alarm.devices) }),
          ]
    }
    case 'screens': {
      const [title, text] = SCREEN_ALARMS[alarm.condition]
      return [fill(title, { names: namesOf(alarm.devices) }), say(text)]
    }
    case 'rating': {
      const { number, counterName } = alarm.rating
      return [say(A.rating), fill(A.ratingText, { number, counter: windowText(counterName), minutes: alarm.minutes })]
    }
    case 'vacant':
      return [
        fill(A.vacant, { counter: windowText(alarm.window.name) }),
        fill(A.vacantText, { minutes: alarm.minutes, waiting: alarm.window.waiting }),
      ]
    case 'sent-on': {
      const { number, transfers } = alarm.ticket
      return [fill(A.sentOn, { number, times: transfers }), fill(A.sentOnText, { service: serviceNamed(alarm.ticket) })]
    }
    case 'owed': {
      const { owner, text } = alarm.question
      return [
        say(alarm.level === 'red' ? A.overdue : A.dueToday),
        fill(A.owedText, { owner, text: shortened(text ?? say(A.aQuestion)) }),
      ]
    }
    case 'system':
      return systemText(alarm.alarm)
    case 'duty': {
      const { floor, guides, needed } = alarm.floor
      return [fill(A.duty, { floor, here: guides.length, needed }), say(guides.length === 0 ? A.dutyNone : A.dutyFew)]
    }
  }
}

const PICTURES: Readonly<Record<DeskAlarm['kind'], IconName>> = {
  printer: 'printer',
  devices: 'device',
  screens: 'device',
  'no-counter': 'warn',
  wait: 'clock',
  rating: 'warn',
  vacant: 'absent',
  'sent-on': 'move',
  owed: 'book',
  duty: 'people',
  system: 'warn',
}

export const AlarmRow = ({
  alarm,
  onOpen,
}: {
  readonly alarm: DeskAlarm
  readonly onOpen?: (() => void) | undefined
}) => {
  const [title, text] = alarmText(alarm)
  const shown = (
    <>
      <Icon name={PICTURES[alarm.kind]} />
      <span>
        <b>{title}</b>
        <br />
        {text}
      </span>
    </>
  )
  return onOpen ? (
    <li>
      <button type="button" class={`alarm ${alarm.level} opens`} onClick={onOpen}>
        {shown}
      </button>
    </li>
  ) : (
    <li class={`alarm ${alarm.level}`}>{shown}</li>
  )
}
