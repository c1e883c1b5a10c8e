/** The column that needs a hand: alarms, people whose number was passed, and answers that are owed. */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { stale, staleSince } from '../client/live-view.ts'
import { minutesSince, tick } from '../client/time.ts'
import { problemText } from '../client/words.ts'
import type { BusinessDay } from '../hall/ids.ts'
import type { OwedQuestion } from '../hall/question.ts'
import type { TicketCard } from '../hall/views/card.ts'
import { busy, trouble } from './acting.ts'
import { AlarmRow } from './alarm-row.tsx'
import { A } from './guide-alarm-words.ts'
import { AnswerSheet } from './guide-answer.tsx'
import { type Desk, troubleIn } from './guide-desk.ts'
import { alarmKey, type DeskAlarm, deskAlarmsOf } from './guide-desk-alarms.ts'
import { isOverdue } from './guide-question.ts'
import { returnRefused } from './guide-return.ts'
import { found, lookUp } from './guide-state.ts'
import { W } from './guide-words.ts'
import { Icon } from './icons.tsx'
import { TroubleLine } from './trouble-line.tsx'

const openCard = (card: TicketCard): void => {
  found.value = { ticket: card, ahead: 0 }
  void lookUp(card.number)
}

type AlarmsProps = { readonly desk: Desk; readonly onAnswer: (question: OwedQuestion) => void }

/** What a touch on an alarm opens; most are for legs, not for fingers. */
const opening = (alarm: DeskAlarm, onAnswer: AlarmsProps['onAnswer']): (() => void) | undefined => {
  if (alarm.kind === 'rating') return () => void lookUp(alarm.rating.number)
  if (alarm.kind === 'sent-on') return () => openCard(alarm.ticket)
  if (alarm.kind === 'owed') return () => onAnswer(alarm.question)
  return undefined
}

const Alarms = ({ desk, onAnswer }: AlarmsProps) => {
  const alarms = deskAlarmsOf(desk.view, stale.value ? staleSince.value : tick.value)
  return (
    <>
      <h2>
        {say(A.alarms)} <b>{stale.value ? '?' : alarms.length}</b>
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key */}
      <ul class={stale.value ? 'list alarms scroll old' : 'list alarms scroll'} tabIndex={0}>
        {stale.value && (
          <li class="alarm unknown">
            <Icon name="warn" />
            <span>
              <b>{say(A.unknown)}</b>
              {alarms.length > 0 && <br />}
              {alarms.length > 0 && say(A.lastKnown)}
            </span>
          </li>
        )}
        {alarms.map((alarm) => (
          <AlarmRow key={alarmKey(alarm)} alarm={alarm} onOpen={opening(alarm, onAnswer)} />
        ))}
        {alarms.length === 0 && !stale.value && (
          <li class="alarm calm">
            <Icon name="check" />
            {say(W.calm)}
          </li>
        )}
      </ul>
    </>
  )
}

const MissedRow = ({ desk, card }: { readonly desk: Desk; readonly card: TicketCard }) => {
  const refused = catalogue.value && returnRefused(card, catalogue.value, tick.value)
  return (
    <li class="missed-row">
      <button type="button" class="missed-card" onClick={() => openCard(card)}>
        <b class="list-number">{card.number}</b>
        <small>
          {refused
            ? problemText(refused)
            : fill(A.missedAgo, { count: minutesSince(card.missedAt ?? tick.value, tick.value) })}
        </small>
      </button>
      {!refused && (
        <button
          type="button"
          class="row-act"
          disabled={busy.value !== undefined}
          onClick={() => void desk.does('return', { type: 'ReturnTicket', ticket: card.id })}
        >
          {say(A.return)}
        </button>
      )}
    </li>
  )
}

type OwedProps = { readonly question: OwedQuestion; readonly today: BusinessDay | null; readonly onOpen: () => void }

const OwedRow = ({ question, today, onOpen }: OwedProps) => (
  <li class="missed-row">
    <button type="button" class="missed-card" onClick={onOpen}>
      <span class="owed-text">{question.text ?? say(A.aQuestion)}</span>
      <small class={isOverdue(question, today) ? 'red' : ''}>
        {fill(A.due, { due: question.due.slice(5), owner: question.owner })}
      </small>
    </button>
    <button type="button" class="row-act" onClick={onOpen}>
      {say(A.answer)}
    </button>
  </li>
)

export const GuideAlarms = ({ desk }: { readonly desk: Desk }) => {
  const { view } = desk
  const list = useSignal<'missed' | 'owed'>('missed')
  const answering = useSignal<OwedQuestion | undefined>(undefined)
  const answer = (question: OwedQuestion): void => {
    trouble.value = undefined
    answering.value = question
  }
  const overdue = view.owed.some((question) => isOverdue(question, view.day))
  return (
    <section class="column needs" aria-label={say(A.alarms)}>
      <Alarms desk={desk} onAnswer={answer} />
      <div class="segments two">
        {(['missed', 'owed'] as const).map((name) => (
          <button
            key={name}
            type="button"
            class="tab"
            aria-pressed={list.value === name}
            onClick={() => {
              list.value = name
            }}
          >
            {say(name === 'missed' ? A.missedList : A.owedList)}{' '}
            <b class={name === 'owed' && overdue ? 'red' : ''}>{view[name].length}</b>
          </button>
        ))}
      </div>
      <TroubleLine {...troubleIn('return')} />
      {list.value === 'missed' ? (
        <ul class="list scroll missed">
          {view.missed.map((card) => (
            <MissedRow key={card.id} desk={desk} card={card} />
          ))}
          {view.missed.length === 0 && <li class="hint">{say(A.noMissed)}</li>}
        </ul>
      ) : (
        <ul class="list scroll missed">
          {view.owed.map((question) => (
            <OwedRow key={question.id} question={question} today={view.day} onOpen={() => answer(question)} />
          ))}
          {view.owed.length === 0 && <li class="hint">{say(A.noOwed)}</li>}
        </ul>
      )}
      {answering.value && (
        <AnswerSheet
          desk={desk}
          question={answering.value}
          onClose={() => {
            answering.value = undefined
          }}
        />
      )}
    </section>
  )
}
