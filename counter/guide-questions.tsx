/** 咨询登记: answered at once and counted, or with somebody who owes the answer by a day (S003-08, S001-17). */
import { type Signal, useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { person } from '../client/session.ts'
import type { Service } from '../hall/catalogue.ts'
import type { QuestionId, ServiceId } from '../hall/ids.ts'
import { REASON_LENGTH_MAX } from '../hall/limits.ts'
import { busy } from './acting.ts'
import { findServices, firstOffered } from './find-service.ts'
import { type Desk, troubleIn } from './guide-desk.ts'
import { DAYS, type Owing, type Question, questionOf, USUAL_DAYS } from './guide-question.ts'
import { Q } from './guide-question-words.ts'
import { asked, issued, servedAtDesk } from './guide-state.ts'
import { W } from './guide-words.ts'
import { Icon } from './icons.tsx'
import { named } from './names.ts'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'
import { keepNumber, phoneDays } from './vault-ask.ts'
import { VaultNumbers } from './vault-numbers.tsx'
import { V } from './vault-words.ts'

/** As many as stand beside the rest without scrolling. */
const OFFERED = 6

type AboutProps = {
  readonly desk: Desk
  readonly service: ServiceId | undefined
  readonly onChange: (service: ServiceId | undefined) => void
}

/** What it was about, if anything: the most asked for, or found by words. */
const About = ({ desk, service, onChange }: AboutProps) => {
  const words = useSignal('')
  const services = catalogue.value?.services ?? []
  const rows: readonly Service[] =
    words.value.trim() === ''
      ? firstOffered(services, desk.view.popular, asked.value, OFFERED)
      : findServices(services, words.value, OFFERED)
  const held = services.find(({ id }) => id === service)
  const shown = held && !rows.includes(held) ? [held, ...rows.slice(0, OFFERED - 1)] : rows
  return (
    <div class="about">
      <label class="search">
        <Icon name="search" />
        <input
          type="search"
          value={words.value}
          placeholder={`${say(Q.service)}：${say(W.search)}`}
          aria-label={say(Q.service)}
          onInput={(event) => {
            words.value = event.currentTarget.value
          }}
        />
      </label>
      <div class="choices two">
        {shown.map((row) => (
          <button
            key={row.id}
            type="button"
            class="choice"
            aria-pressed={row.id === service}
            onClick={() => onChange(row.id === service ? undefined : row.id)}
          >
            <span class="about-name">{named(row)}</span>
          </button>
        ))}
      </div>
    </div>
  )
}

type OwingProps = {
  readonly owing: Signal<Owing>
  readonly service: Service | undefined
}

/** Whoever is at hand first: oneself, or the department of the service. */
const WhoOwes = ({ owing, service }: OwingProps) => {
  const me = person.value?.identity.name ?? ''
  const department = catalogue.value?.departments.find(({ id }) => id === service?.department)?.name
  const usual = [...(me === '' ? [] : [me]), ...(department === undefined ? [] : [department])]
  return (
    <>
      <div class="field">
        <span>{say(Q.owner)}</span>
        <div class="choices two">
          {usual.map((name) => (
            <button
              key={name}
              type="button"
              class="choice"
              aria-pressed={owing.value.owner === name}
              onClick={() => {
                owing.value = { ...owing.value, owner: name }
              }}
            >
              {name === me ? say(Q.me) : name}
            </button>
          ))}
        </div>
        <input
          value={usual.includes(owing.value.owner) ? '' : owing.value.owner}
          maxLength={REASON_LENGTH_MAX}
          placeholder={say(Q.other)}
          aria-label={say(Q.other)}
          onInput={(event) => {
            owing.value = { ...owing.value, owner: event.currentTarget.value }
          }}
        />
      </div>
      <div class="field">
        <span>{say(Q.days)}</span>
        <div class="segments four">
          {DAYS.map((days) => (
            <button
              key={days}
              type="button"
              class="tab"
              aria-pressed={owing.value.days === days}
              onClick={() => {
                owing.value = { ...owing.value, days }
              }}
            >
              {fill(Q.day, { count: days })}
            </button>
          ))}
        </div>
      </div>
    </>
  )
}

/** Where to call back: apart from the question, encrypted, and gone some days after the answer (X20). */
const CallBack = ({ phone }: { readonly phone: Signal<string> }) => (
  <label class="field">
    <span>{say(V.callBack)}</span>
    <input
      value={phone.value}
      inputMode="tel"
      autocomplete="off"
      maxLength={40}
      onInput={(event) => {
        phone.value = event.currentTarget.value
      }}
    />
    <small class="hint">{fill(V.callBackHint, { days: phoneDays() })}</small>
  </label>
)

export const QuestionSheet = ({ desk, onClose }: { readonly desk: Desk; readonly onClose: () => void }) => {
  const question = useSignal<Question>({ channel: 'desk', service: undefined, text: '' })
  const owing = useSignal<Owing>({ owner: '', days: USUAL_DAYS })
  const later = useSignal(false)
  const phone = useSignal('')
  /** The question that is registered while its number was not kept. */
  const without = useSignal<QuestionId | undefined>(undefined)
  const change = (next: Partial<Question>): void => {
    question.value = { ...question.value, ...next }
  }
  const log = async (owed?: Owing): Promise<void> => {
    const intent = questionOf(question.value, owed)
    if (!intent || (await desk.does('question', intent)) === undefined) return
    issued.value = undefined
    servedAtDesk.value = say(owed ? Q.registered : Q.done)
    if (owed && phone.value.trim() !== '') {
      const about = { kind: 'question', id: intent.question } as const
      const kept = await keepNumber('phone', about, phone.value.trim(), 'other')
      phone.value = ''
      if (!kept.ok) {
        without.value = intent.question
        return
      }
    }
    onClose()
  }
  const off = busy.value !== undefined
  const service = catalogue.value?.services.find(({ id }) => id === question.value.service)
  if (without.value !== undefined)
    return (
      <Sheet title={say(Q.title)} onClose={onClose}>
        <p class="strong">{say(V.notKept)}</p>
        <VaultNumbers about={{ kind: 'question', id: without.value }} timeZone={desk.view.timeZone} />
      </Sheet>
    )
  return (
    <Sheet wide title={say(Q.title)} onClose={onClose}>
      <div class="question">
        <div class="question-half">
          <div class="segments two">
            {(['desk', 'phone'] as const).map((channel) => (
              <button
                key={channel}
                type="button"
                class="tab"
                aria-pressed={question.value.channel === channel}
                onClick={() => change({ channel })}
              >
                {say(Q[channel])}
              </button>
            ))}
          </div>
          <About desk={desk} service={question.value.service} onChange={(id) => change({ service: id })} />
        </div>
        <div class="question-half">
          <label class="field">
            <span>{say(Q.text)}</span>
            <textarea
              rows={2}
              maxLength={REASON_LENGTH_MAX}
              value={question.value.text}
              onInput={(event) => change({ text: event.currentTarget.value })}
            />
          </label>
          {later.value && <WhoOwes owing={owing} service={service} />}
          {later.value && <CallBack phone={phone} />}
          <span class="spring" />
          <TroubleLine {...troubleIn('question')} />
          {later.value ? (
            <>
              <button type="button" class="action soft" disabled={off} onClick={() => void log()}>
                {say(Q.answered)}
              </button>
              <button
                type="button"
                class="action take"
                disabled={off || owing.value.owner.trim() === ''}
                onClick={() => void log(owing.value)}
              >
                {say(Q.register)}
              </button>
            </>
          ) : (
            <>
              <button
                type="button"
                class="action soft"
                onClick={() => {
                  later.value = true
                }}
              >
                {say(Q.owe)}
              </button>
              <button type="button" data-main class="action take" disabled={off} onClick={() => void log()}>
                <Icon name="check" />
                {say(Q.answered)}
              </button>
            </>
          )}
        </div>
      </div>
    </Sheet>
  )
}
