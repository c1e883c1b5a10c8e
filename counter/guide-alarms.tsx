/** The column that needs a hand: alarms, and people whose number was passed. */
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { minutesSince, tick } from '../client/time.ts'
import { busy } from './acting.ts'
import { AlarmRow } from './alarm-row.tsx'
import { alarmsOf } from './alarms.ts'
import type { Desk } from './guide-desk.ts'
import { found, lookUp } from './guide-state.ts'
import { W } from './guide-words.ts'
import { Icon } from './icons.tsx'

export const GuideAlarms = ({ desk: { view, does } }: { readonly desk: Desk }) => {
  const alarms = alarmsOf(view, tick.value)
  const minutes = catalogue.value?.rules.noShow.returnMinutes ?? Number.POSITIVE_INFINITY
  return (
    <section class="column" aria-label={say(W.alarms)}>
      <h2>
        {say(W.alarms)} <b>{alarms.length}</b>
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key */}
      <ul class="list alarms scroll" tabIndex={0}>
        {alarms.map((alarm) => (
          <AlarmRow
            key={`${alarm.kind} ${alarm.kind === 'printer' ? alarm.printer.id : alarm.theme.id}`}
            alarm={alarm}
          />
        ))}
        {alarms.length === 0 && (
          <li class="alarm calm">
            <Icon name="check" />
            {say(W.calm)}
          </li>
        )}
      </ul>
      <h2>
        {say(W.missedList)} <b>{view.missed.length}</b>
      </h2>
      <ul class="list scroll missed">
        {view.missed.map((card) => {
          const late = card.missedAt !== undefined && tick.value - card.missedAt > minutes * 60_000
          return (
            <li key={card.id} class="missed-row">
              <button
                type="button"
                class="missed-card"
                onClick={() => {
                  found.value = { ticket: card, ahead: 0 }
                  void lookUp(card.number)
                }}
              >
                <b class="list-number">{card.number}</b>
                <small>{fill(W.missedAgo, { count: minutesSince(card.missedAt ?? tick.value, tick.value) })}</small>
              </button>
              <button
                type="button"
                class="row-act"
                disabled={late || busy.value !== undefined}
                onClick={() => void does('return', { type: 'ReturnTicket', ticket: card.id })}
              >
                {say(late ? W.tooLate : W.return)}
              </button>
            </li>
          )
        })}
        {view.missed.length === 0 && <li class="hint">{say(W.noMissed)}</li>}
      </ul>
    </section>
  )
}
