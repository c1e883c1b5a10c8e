/**
 * Whose matter it is, before a number is taken (K23): by card, or typed. For somebody else two documents are asked for,
 * first theirs (K24). All of it is kept by this page alone, so whoever leaves it leaves nothing.
 */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import { Frame } from './frame.tsx'
import { DoneIcon, WarnIcon } from './icons.tsx'
import { type Fault, faultOf, type Identified, identify } from './identify.ts'
import { IdentityPad } from './identity-pad.tsx'
import { IDENTITY } from './identity-words.ts'
import { serviceOf } from './live.ts'
import type { Matters } from './place.ts'
import { presented, putAside } from './reader.tsx'
import { shortMask } from './reader-words.ts'
import { sending, take } from './take.ts'
import { isWhole, KINDS, type Kind } from './typed-document.ts'
import type { Named } from './wanted.ts'
import './identity.css'

type Shown = Identified & Pick<Named, 'maskedName'>

const useIdentity = (matters: Matters) => {
  const forAnother = useSignal(false)
  /** Whose matter it is, once that is known and the other document is still to come. */
  const theirs = useSignal<Shown | undefined>(undefined)
  const kind = useSignal<Kind>('resident')
  const typed = useSignal('')
  const busy = useSignal(false)
  const fault = useSignal<Fault | undefined>(undefined)
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])

  const type = (text: string): void => {
    typed.value = text
    fault.value = undefined
  }
  const use = (shown: Shown): void => {
    type('')
    const first = theirs.value
    const { person, maskedName } = first ?? shown
    if (forAnother.value && !first) {
      theirs.value = shown
      kind.value = 'resident'
    } else if (first?.person === shown.person) {
      fault.value = 'same'
    } else {
      const proxy = first ? { proxy: shown.person } : {}
      void take(matters, { person, ...proxy, ...(maskedName === undefined ? {} : { maskedName }) })
    }
  }
  const submit = async (): Promise<void> => {
    if (busy.value) return
    busy.value = true
    const answer = await identify(kind.value, typed.value)
    busy.value = false
    // Whoever went back meanwhile gets no number.
    if (!here.current) return
    if (answer.ok) use({ person: answer.person, masked: answer.masked })
    else fault.value = faultOf(answer.fault)
  }
  const begin = (another: boolean): void => {
    forAnother.value = another
    theirs.value = undefined
    kind.value = 'resident'
    type('')
  }

  const card = presented.value
  useEffect(() => {
    if (card?.kind !== 'card' || sending.value !== undefined) return
    const { person, masked, maskedName } = card
    const named = catalogue.value?.rules.maskedNames === true && maskedName !== ''
    // The next card is another one.
    putAside()
    use({ person, masked, ...(named ? { maskedName } : {}) })
  }, [card?.id])

  return { forAnother, theirs, kind, typed, busy, fault, type, submit, begin }
}

/** Whether any reader for visitors hangs in this hall: one at a window belongs to that window. */
const hasReader = (): boolean =>
  catalogue.value?.peripherals?.some((one) => one.kind === 'card-reader' && !('counter' in one)) ?? false

type Choice<T extends string> = { readonly value: T; readonly word: string }

const Choices = <T extends string>(props: {
  readonly choices: readonly Choice<T>[]
  readonly chosen: T
  readonly choose: (value: T) => void
}) => (
  <div class="filter" style={`--choices:${props.choices.length}`}>
    {props.choices.map(({ value, word }) => (
      <button
        key={value}
        type="button"
        class="filter-choice"
        aria-pressed={value === props.chosen}
        onClick={() => props.choose(value)}
      >
        {word}
      </button>
    ))}
  </div>
)

export const IdentityPage = ({ matters }: { readonly matters: Matters }) => {
  const { forAnother, theirs, kind, typed, busy, fault, type, submit, begin } = useIdentity(matters)
  const services = matters.flatMap((matter) => serviceOf(matter) ?? [])
  const about = services.find(({ identity }) => identity) ?? services[0]
  const step = theirs.value ? 'yours' : forAnother.value ? 'theirs' : hasReader() ? 'mineOrCard' : 'mine'
  const last = theirs.value !== undefined || !forAnother.value
  return (
    <Frame
      class="identity"
      head={
        <div class="head-theme">
          <div>
            <h1>{say(IDENTITY.title)}</h1>
            <p class="head-small">{about && either(about.name, about.nameEn)}</p>
          </div>
        </div>
      }
      action={
        <button
          type="button"
          class="take-button"
          disabled={!isWhole(typed.value, kind.value) || busy.value || sending.value !== undefined}
          onClick={() => void submit()}
        >
          {say(busy.value ? IDENTITY.checking : last ? IDENTITY.take : IDENTITY.next)}
        </button>
      }
    >
      <section class="identity-ask">
        <Choices
          choices={[
            { value: 'mine', word: say(IDENTITY.forMyself) },
            { value: 'theirs', word: say(IDENTITY.forAnother) },
          ]}
          chosen={forAnother.value ? 'theirs' : 'mine'}
          choose={(who) => begin(who === 'theirs')}
        />
        <p class="identity-step" role="status">
          <b>{say(IDENTITY[step])}</b>
          {fault.value ? (
            <strong role="alert">
              <WarnIcon />
              {say(IDENTITY[fault.value])}
            </strong>
          ) : theirs.value ? (
            <span class="identity-noted">
              <DoneIcon />
              {fill(IDENTITY.noted, { masked: shortMask(theirs.value.masked) })}
            </span>
          ) : (
            <span>{say(forAnother.value ? IDENTITY.theirsHint : IDENTITY.unseen)}</span>
          )}
        </p>
        <Choices
          choices={KINDS.map((value) => ({ value, word: say(IDENTITY[value]) }))}
          chosen={kind.value}
          choose={(value) => {
            kind.value = value
            type('')
          }}
        />
      </section>
      <IdentityPad kind={kind.value} typed={typed.value} type={type} />
    </Frame>
  )
}
