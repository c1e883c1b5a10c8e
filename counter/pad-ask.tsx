/** The question of the pad: five grades of one size, none chosen, and 暂不评价 within the same reach. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Face } from '../client/faces.tsx'
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { GRADE_WORDS } from '../client/words.ts'
import type { ClerkCard } from '../hall/clerk.ts'
import { GRADES } from '../hall/commands.ts'
import { over, rate, sending } from './pad-acts.ts'
import { ClerkBeside, clerkNumber } from './pad-clerk.tsx'
import { ASK_MS, TOUCH_AFTER_MS, type Visit } from './pad-state.ts'
import { W } from './pad-words.ts'

/** True once a finger that was on its way to what was shown before can no longer land here. */
export const useReady = (): boolean => {
  const ready = useSignal(false)
  useEffect(() => {
    const timer = setTimeout(() => {
      ready.value = true
    }, TOUCH_AFTER_MS)
    return () => clearTimeout(timer)
  }, [ready])
  return ready.value
}

type AskProps = {
  readonly visit: Visit
  readonly clerk: ClerkCard | undefined
  readonly counterName: string
  readonly leftMs: number
}

export const Ask = ({ visit, clerk, counterName, leftMs }: AskProps) => {
  const off = !useReady() || sending.value !== undefined
  return (
    <section class="ask">
      <div class="ask-head">
        <ClerkBeside clerk={clerk} staff={visit.staff} />
        <div>
          <h1>{say(W.ask)}</h1>
          <p class="visit">
            <b>{visit.number}</b> {visit.serviceName}
            <span>
              {[windowText(counterName), visit.staff, clerkNumber(clerk, visit.staff)]
                .filter((text) => text !== '')
                .join(' · ')}
            </span>
          </p>
        </div>
      </div>
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
