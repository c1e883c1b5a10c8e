/** The rating pad in front of the window. Staff see only whether a visit was rated, never how (requirements §3.7). */
import '../client/tokens.css'
import './staff.css'
import './pad.css'
import { signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { startScreen } from '../client/gate.tsx'
import { keep, kept } from '../client/kept.ts'
import { fill, language, say, speak, type Word } from '../client/language.ts'
import { watch } from '../client/live-view.ts'
import { either, windowText } from '../client/phrases.ts'
import { send } from '../client/send.ts'
import { device } from '../client/session.ts'
import { StaleNotice } from '../client/stale-notice.tsx'
import { nowHere, tick } from '../client/time.ts'
import { GRADE_WORDS } from '../client/words.ts'
import { GRADES, type Grade } from '../hall/commands.ts'
import type { PadView } from '../hall/views/pad.ts'
import { topicOf } from '../hall/wire.ts'
import { Clock, LanguageButton } from './bar.tsx'
import { Connecting } from './connecting.tsx'
import { Face } from './faces.tsx'
import { Icon } from './icons.tsx'
import {
  ASK_MS,
  type Asked,
  noteOf,
  type PadState,
  padState,
  readAsked,
  TOUCH_AFTER_MS,
  type Told,
  writeAsked,
} from './pad-state.ts'

const W = {
  welcome: ['欢迎您', 'Welcome'],
  serves: ['为您服务：{name}', 'At your service: {name}'],
  serving: ['请 {number} 号办理', 'Now serving {number}'],
  closed: ['窗口未开放', 'This window is closed'],
  paused: ['暂停服务', 'Service paused'],
  ask: ['请为本次服务评价', 'How was this visit?'],
  skip: ['暂不评价', 'Not now'],
  left: ['{seconds} 秒后返回，不作记录', 'Closes in {seconds} s; nothing is recorded'],
  sending: ['正在提交…', 'Sending…'],
  thanks: ['谢谢您的评价', 'Thank you'],
  thanksHint: ['您的评价只用于改进服务，窗口人员看不到', 'It helps us improve; window staff cannot see it'],
  already: ['这次服务已经评价过了', 'This visit is rated already'],
  alreadyHint: ['谢谢您', 'Thank you'],
  failed: ['没有提交成功', 'It could not be sent'],
  failedHint: ['请用号票上的二维码再评价一次', 'Please use the code on your ticket instead'],
} satisfies Record<string, Word>

const TOLD: Record<Told['what'], readonly [Word, Word]> = {
  thanks: [W.thanks, W.thanksHint],
  already: [W.already, W.alreadyHint],
  failed: [W.failed, W.failedHint],
}

const askedKey = 'pad.asked'
const asked = signal<Asked | undefined>(readAsked(kept(askedKey)))
const told = signal<Told | undefined>(undefined)
const sending = signal<Grade | undefined>(undefined)

const note = (next: Asked): void => {
  asked.value = next
  keep(askedKey, writeAsked(next))
}

const over = (): void => {
  if (asked.value) note({ ...asked.value, over: true })
}

type Visit = NonNullable<PadView['rateable']>

const rate = async (visit: Visit, grade: Grade): Promise<void> => {
  if (sending.value !== undefined) return
  sending.value = grade
  const answer = await send({ type: 'RateVisit', ticket: visit.ticket, secret: visit.secret, grade })
  sending.value = undefined
  if (asked.value?.ticket === visit.ticket) over()
  const what = answer.ok ? 'thanks' : answer.code === 'already-rated' ? 'already' : 'failed'
  told.value = { what, at: nowHere() }
}

type AskProps = { readonly visit: Visit; readonly leftMs: number }

const Ask = ({ visit, leftMs }: AskProps) => {
  // A finger on its way to what was shown before must not rate this visit.
  const ready = useSignal(false)
  useEffect(() => {
    const timer = setTimeout(() => {
      ready.value = true
    }, TOUCH_AFTER_MS)
    return () => clearTimeout(timer)
  }, [ready])
  const off = !ready.value || sending.value !== undefined
  return (
    <section class="ask">
      <h1>{say(W.ask)}</h1>
      <p class="visit">
        <b>{visit.number}</b> {visit.serviceName}
      </p>
      <div class="grades">
        {GRADES.map((grade) => (
          <button
            key={grade}
            type="button"
            class={`grade ${grade}`}
            disabled={off}
            aria-busy={sending.value === grade}
            onClick={() => void rate(visit, grade)}
          >
            <Face grade={grade} />
            <span>{say(GRADE_WORDS[grade])}</span>
          </button>
        ))}
      </div>
      <div class="ask-foot">
        <button type="button" class="skip" disabled={off} onClick={over}>
          {say(W.skip)}
        </button>
        <p class="left" aria-live="off">
          {sending.value ? say(W.sending) : fill(W.left, { seconds: Math.ceil(leftMs / 1000) })}
          <span class="bar" style={`--share:${Math.min(1, leftMs / ASK_MS)}`} />
        </p>
      </div>
    </section>
  )
}

const idleLine = (view: PadView): string => {
  if (view.status === 'closed') return say(W.closed)
  if (view.status === 'paused') return say(W.paused)
  return view.serving ? fill(W.serving, { number: view.serving }) : say(W.welcome)
}

const Idle = ({ view }: { readonly view: PadView }) => (
  <section class="idle">
    <p class="pad-counter">{windowText(view.counterName)}</p>
    <h1>{idleLine(view)}</h1>
    {view.staff !== '' && <p class="pad-staff">{fill(W.serves, { name: view.staff })}</p>}
  </section>
)

const Said = ({ what }: { readonly what: Told['what'] }) => (
  <section class={`idle ${what}`} role="status">
    <Icon name={what === 'failed' ? 'warn' : 'check'} />
    <h1>{say(TOLD[what][0])}</h1>
    <p class="pad-staff">{say(TOLD[what][1])}</p>
  </section>
)

const Screen = ({ state, view }: { readonly state: PadState; readonly view: PadView }) => {
  switch (state.show) {
    case 'ask':
      return <Ask key={state.visit.ticket} visit={state.visit} leftMs={state.leftMs} />
    case 'told':
      return <Said what={state.what} />
    case 'idle':
      return <Idle view={view} />
  }
}

/** The language this pad goes back to for the next citizen. */
const home = language.peek()

const Pad = ({ view }: { readonly view: PadView }) => {
  const next = noteOf(view.rateable, asked.value, nowHere())
  useEffect(() => {
    if (next && next !== asked.value) note(next)
  })
  const state = padState(view.rateable, next, told.value, tick.value)
  const idle = state.show === 'idle'
  useEffect(() => {
    if (idle) speak(home, false)
  }, [idle])
  return (
    <div class="pad">
      <header class="pad-top">
        <span>{either(view.name, view.nameEn)}</span>
        <span class="spring" />
        <Clock timeZone={view.timeZone} />
        {!idle && <LanguageButton remember={false} />}
      </header>
      <StaleNotice timeZone={view.timeZone} />
      <main class="pad-main">
        <Screen state={state} view={view} />
      </main>
    </div>
  )
}

const App = () => {
  const counter = device.value?.identity.counter ?? ''
  const message = watch('pad', counter).value
  return message ? <Pad view={message.view} /> : <Connecting topic={topicOf('pad', counter)} />
}

startScreen('pad', 'device', App)
