/** One alarm in words, with its colour and its picture. */
import { fill, say } from '../client/language.ts'
import type { Alarm } from './alarms.ts'
import { W } from './guide-words.ts'
import { Icon } from './icons.tsx'
import { named } from './names.ts'
import { PRINTER_WORDS } from './printer-words.ts'

const alarmText = (alarm: Alarm): readonly [string, string] => {
  if (alarm.kind === 'printer') return [alarm.printer.name, say(PRINTER_WORDS[alarm.printer.state])]
  const values = { minutes: alarm.minutes, waiting: alarm.theme.waiting }
  return [named(alarm.theme), fill(alarm.kind === 'no-counter' ? W.noCounter : W.waitAlarm, values)]
}

export const AlarmRow = ({ alarm }: { readonly alarm: Alarm }) => {
  const [title, text] = alarmText(alarm)
  return (
    <li class={`alarm ${alarm.level}`}>
      <Icon name={alarm.kind === 'printer' ? 'printer' : alarm.kind === 'wait' ? 'clock' : 'warn'} />
      <span>
        <b>{title}</b>
        <br />
        {text}
      </span>
    </li>
  )
}
