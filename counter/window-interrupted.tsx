/** After the hall stood still in the middle of a visit: does it go on, or is it over (Z34)? Fetched where it is needed. */
import { signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { keep, kept } from '../client/kept.ts'
import { fill, say, type Word } from '../client/language.ts'
import { clock, tick } from '../client/time.ts'
import { busy } from './acting.ts'
import { mayComplete } from './acts.ts'
import { Icon } from './icons.tsx'
import { questionName, questionOf, type Settling, settlingActs } from './interrupted.ts'
import { KEY_OF } from './window-keys.ts'
import { type Panel, pressSide, restsNow, sidesNow } from './window-state.ts'
import { blockedText } from './window-words.ts'

const I = {
  dark: ['停机 {from}–{to}', 'Out of service {from}–{to}'],
  serving: ['{number} 业务中断，继续还是办结？', 'the visit of {number} was interrupted: does it go on?'],
  called: ['{number} 在停机前叫到，人还在吗？', '{number} was called before it: is the visitor here?'],
  goOn: ['继续办理', 'It goes on'],
} satisfies Record<string, Word>

const ACT_WORDS: Record<Settling, Word> = {
  recall: ['再次呼叫', 'Call again'],
  arrive: ['人已到场', 'Arrived'],
  complete: ['办结', 'Complete'],
}

/** The key that goes on, free in the panel. */
const GO_ON_KEY = 'F1'
const KEPT = 'went-on'

/** The question to which somebody said, on any page of this machine, that the visit goes on. */
const wentOn = signal(kept(KEPT))
addEventListener('storage', () => {
  wentOn.value = kept(KEPT)
})

const Act = ({ kind, panel }: { readonly kind: Settling; readonly panel: Panel }) => {
  const { view } = panel
  const side = sidesNow(view, tick.value)[kind]
  return (
    <button
      type="button"
      class="action soft"
      disabled={busy.value !== undefined || side.blocked !== undefined || (kind === 'complete' && restsNow(view))}
      onClick={() => pressSide(kind, panel)}
    >
      {say(ACT_WORDS[kind])}
      {side.blocked === undefined ? <kbd>{KEY_OF[kind]}</kbd> : <small>{blockedText(side, view)}</small>}
    </button>
  )
}

/** Goes on at a press of the button or its key, which is heard in the window that shows it: the small form has its own. */
const GoOn = ({ question }: { readonly question: string }) => {
  const button = useRef<HTMLButtonElement>(null)
  const goOn = (): void => {
    keep(KEPT, question)
    wentOn.value = question
  }
  useEffect(() => {
    const here = button.current?.ownerDocument
    const hear = (event: KeyboardEvent): void => {
      if (event.key !== GO_ON_KEY || event.ctrlKey || event.altKey || event.metaKey) return
      event.preventDefault()
      if (!event.repeat && !here?.querySelector('dialog[open]')) goOn()
    }
    here?.defaultView?.addEventListener('keydown', hear)
    return () => here?.defaultView?.removeEventListener('keydown', hear)
  }, [question])
  return (
    <button ref={button} type="button" class="action" aria-keyshortcuts={GO_ON_KEY} onClick={goOn}>
      {say(I.goOn)}
      <kbd>{GO_ON_KEY}</kbd>
    </button>
  )
}

export const InterruptedBand = ({ panel }: { readonly panel: Panel }) => {
  const { view } = panel
  const { ticket } = view
  const asked = questionOf(view, wentOn.value)
  const question = questionName(view)
  if (!asked || !ticket || question === undefined) return null
  return (
    <div class="notice-row interrupted" role="alert">
      <Icon name="warn" />
      <span class="notice-words">
        <b>{fill(I.dark, { from: clock(asked.from, view.timeZone), to: clock(asked.to, view.timeZone) })}</b>
        {' · '}
        {fill(ticket.status === 'serving' ? I.serving : I.called, { number: ticket.number })}
      </span>
      {mayComplete(view) && <GoOn question={question} />}
      {settlingActs(view).map((kind) => (
        <Act key={kind} kind={kind} panel={panel} />
      ))}
    </div>
  )
}
