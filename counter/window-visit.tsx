/** What is known of the visit in front: its matters in order, who met it first, its papers, and what it was told before. */
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { OUTCOME_WORDS } from '../client/words.ts'
import { TRANSFERS_FLAGGED } from '../hall/ticket.ts'
import type { LegCard, TicketCard } from '../hall/views/card.ts'
import type { EarlierNotice } from '../hall/wire.ts'
import { serviceNamed } from './names.ts'
import { ClassChip } from './window-card.tsx'
import { type Panel, sheet } from './window-state.ts'
import { CHANNEL_WORDS, V } from './window-visit-words.ts'
import { WhyAct } from './window-why.tsx'

const LEG_STATES = { done: V.done, now: V.now, 'to-come': V.toCome } as const

/** The matters of one visit in order: done with a tick, in hand, still to come. */
export const Legs = ({ legs }: { readonly legs: readonly LegCard[] }) => (
  <ol class="legs" aria-label={say(V.legs)}>
    {legs.map((leg, index) => (
      <li key={index} class={`leg leg-${leg.state}`}>
        <span class="leg-name">{serviceNamed(leg)}</span>
        <small>
          {[
            leg.outcome ? say(OUTCOME_WORDS[leg.outcome]) : say(LEG_STATES[leg.state]),
            leg.part === 'assist' ? say(V.assist) : '',
            leg.counterName === undefined ? '' : windowText(leg.counterName),
          ]
            .filter((text) => text !== '')
            .join(' · ')}
        </small>
      </li>
    ))}
  </ol>
)

const firstContactText = ({ firstContact }: TicketCard): string => {
  if (!firstContact) return ''
  const { name, counter } = firstContact
  return counter === undefined
    ? fill(V.firstContact, { name })
    : fill(V.firstContactAt, { name, window: windowText(counter) })
}

const Chips = ({ card }: { readonly card: TicketCard }) => {
  const contact = firstContactText(card)
  const missing = card.materials?.missing ?? []
  return (
    <>
      <span class="chip">{say(CHANNEL_WORDS[card.channel])}</span>
      {card.prechecked && <span class="chip good">{say(V.prechecked)}</span>}
      {card.materials && missing.length === 0 && !card.prechecked && <span class="chip good">{say(V.allThere)}</span>}
      {missing.length > 0 && <span class="chip red lacks">{fill(V.lacks, { names: missing.join('、') })}</span>}
      {card.transfers > 0 && (
        <span class={card.transfers > TRANSFERS_FLAGGED ? 'chip red' : 'chip'}>
          {fill(V.transfers, { count: card.transfers })}
        </span>
      )}
      {card.returns > 0 && <span class="chip">{say(V.returns)}</span>}
      {contact !== '' && <span class="chip">{contact}</span>}
      {card.named && <span class="chip good">{say(V.named)}</span>}
    </>
  )
}

/** Why somebody was turned away: what was missing, else the reason. */
export const earlierWhy = ({ missing, reason }: EarlierNotice): string =>
  missing.length > 0 ? fill(V.lacks, { names: missing.join('、') }) : (reason ?? '—')

const Earlier = ({ notice }: { readonly notice: EarlierNotice }) => (
  <p class="earlier">
    <span>
      {fill(V.earlier, {
        day: notice.day.slice(5),
        outcome: say(OUTCOME_WORDS[notice.outcome]),
        why: earlierWhy(notice),
      })}
    </span>
    <button
      type="button"
      class="row-act"
      onClick={() => {
        sheet.value = { kind: 'earlier' }
      }}
    >
      {say(V.earlierMore)}
    </button>
  </p>
)

/** What may be added to the visit in front at any time. */
export const VisitActs = ({ card }: { readonly card: TicketCard }) => {
  const openSheet = (kind: 'matter' | 'visitor') => (): void => {
    sheet.value = { kind }
  }
  return (
    <span class="visit-acts">
      <WhyAct number={card.number} />
      <button type="button" class="row-act" onClick={openSheet('matter')}>
        + {say(V.addMatter)}
      </button>
      {!card.named && (
        <button type="button" class="row-act" onClick={openSheet('visitor')}>
          + {say(V.nameVisitor)}
        </button>
      )}
    </span>
  )
}

export const VisitFacts = ({ panel: { view }, card }: { readonly panel: Panel; readonly card: TicketCard }) => {
  const [notice] = view.earlier
  return (
    <>
      <div class="chips">
        <ClassChip card={card} timeZone={view.timeZone} />
        <Chips card={card} />
      </div>
      {card.legs && <Legs legs={card.legs} />}
      {notice && <Earlier notice={notice} />}
    </>
  )
}
