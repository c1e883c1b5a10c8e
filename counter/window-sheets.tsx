/** The sheets of the window panel: what an act asks the clerk before it is done. The larger ones have files of their own. */
import { useSignal } from '@preact/signals'
import { fill, say } from '../client/language.ts'
import { signOut } from '../client/session.ts'
import { nowHere } from '../client/time.ts'
import type { TicketCard } from '../hall/views/card.ts'
import { busy } from './acting.ts'
import { serviceNamed } from './names.ts'
import { ReasonForm } from './reason-form.tsx'
import { Sheet } from './sheet.tsx'
import { WhySheet } from './why-sheet.tsx'
import { Checklist } from './window-checklist.tsx'
import { Correct, Direct, Matter } from './window-matters.tsx'
import { FindTicket, More } from './window-more.tsx'
import { Pause } from './window-pause.tsx'
import { closeIf, closeSheet, minutesWord, Options, SheetTrouble } from './window-sheet-parts.tsx'
import { CALL_REASONS, PARK_REASONS, REQUEUE_REASONS, SHEET } from './window-sheet-words.ts'
import { type Panel, sheet } from './window-state.ts'
import { inMinutes } from './window-times.ts'
import { Transfer } from './window-transfer.tsx'
import { Earlier, Visitor } from './window-visitor.tsx'

type SheetProps = { readonly panel: Panel }

const PARK_MINUTES = [5, 10, 15, 30] as const

const Park = ({ panel: { view, does } }: SheetProps) => {
  const minutes = useSignal<number | undefined>(undefined)
  const { ticket, counter } = view
  if (!ticket) return null
  return (
    <Sheet title={fill(SHEET.park, { number: ticket.number })} onClose={closeSheet}>
      <ReasonForm
        usual={PARK_REASONS}
        action={say(SHEET.parkDo)}
        disabled={busy.value !== undefined}
        onReason={(reason) => {
          const until = minutes.value === undefined ? {} : { until: inMinutes(nowHere(), minutes.value) }
          void does('park', [{ type: 'ParkTicket', counter, ticket: ticket.id, reason, ...until }]).then(closeIf)
        }}
      >
        <Options<number | undefined>
          label={SHEET.parkUntil}
          options={[
            { value: undefined, word: SHEET.noTime },
            ...PARK_MINUTES.map((value) => ({ value, word: minutesWord(value) })),
          ]}
          chosen={minutes.value}
          onChoose={(value) => {
            minutes.value = value
          }}
        />
      </ReasonForm>
      <SheetTrouble />
    </Sheet>
  )
}

const Requeue = ({ panel: { view, does } }: SheetProps) => {
  const { ticket, counter } = view
  if (!ticket) return null
  return (
    <Sheet title={fill(SHEET.requeue, { number: ticket.number })} onClose={closeSheet}>
      <p class="hint">{say(SHEET.requeueHint)}</p>
      <ReasonForm
        usual={REQUEUE_REASONS}
        action={say(SHEET.requeueDo)}
        disabled={busy.value !== undefined}
        onReason={(reason) =>
          void does('requeue', [{ type: 'RequeueTicket', counter, ticket: ticket.id, reason }]).then(closeIf)
        }
      />
      <SheetTrouble />
    </Sheet>
  )
}

type CallProps = SheetProps & { readonly card: TicketCard; readonly override: boolean }

const CallOne = ({ panel: { view, does }, card, override }: CallProps) => (
  <Sheet title={fill(SHEET.call, { number: card.number })} onClose={closeSheet}>
    <p class="hint">{override ? fill(SHEET.overrideHint, { service: serviceNamed(card) }) : say(SHEET.callHint)}</p>
    <ReasonForm
      usual={CALL_REASONS}
      action={say(SHEET.callDo)}
      danger={override}
      disabled={busy.value !== undefined}
      onReason={(reason) =>
        void does('call-one', [
          { type: 'CallTicket', counter: view.counter, ticket: card.id, reason, ...(override ? { override } : {}) },
        ]).then(closeIf)
      }
    />
    <SheetTrouble />
  </Sheet>
)

const leaveNow = (): void => {
  closeSheet()
  void signOut()
}

const Leave = ({ panel: { view, does } }: SheetProps) => (
  <Sheet title={say(SHEET.leave)} onClose={closeSheet}>
    <p class="hint">{say(view.ticket ? SHEET.busyHere : SHEET.leaveHint)}</p>
    <div class="row">
      <button
        type="button"
        class="action"
        data-digit="1"
        disabled={view.ticket !== null || busy.value !== undefined}
        onClick={() =>
          void does('close', [{ type: 'CloseCounter', counter: view.counter }]).then((done) => {
            if (done) leaveNow()
          })
        }
      >
        {say(SHEET.closeAndLeave)}
      </button>
      <button type="button" class="action soft" data-digit="2" onClick={leaveNow}>
        {say(SHEET.justLeave)}
      </button>
    </div>
    <SheetTrouble />
  </Sheet>
)

/** The one sheet that is open, if any. */
export const WindowSheet = ({ panel }: SheetProps) => {
  const open = sheet.value
  if (!open) return null
  switch (open.kind) {
    case 'transfer':
      return <Transfer panel={panel} />
    case 'park':
      return <Park panel={panel} />
    case 'call':
      return <CallOne panel={panel} card={open.card} override={open.override ?? false} />
    case 'why':
      return <WhySheet number={open.number} counter={open.counter} onClose={closeSheet} />
    case 'pause':
      return <Pause panel={panel} />
    case 'leave':
      return <Leave panel={panel} />
    case 'checklist':
      return <Checklist panel={panel} />
    case 'more':
      return <More panel={panel} />
    case 'requeue':
      return <Requeue panel={panel} />
    case 'direct':
      return <Direct panel={panel} />
    case 'find':
      return <FindTicket panel={panel} number={open.number} />
    case 'correct':
      return <Correct panel={panel} />
    case 'matter':
      return <Matter panel={panel} />
    case 'visitor':
      return <Visitor panel={panel} />
    case 'earlier':
      return <Earlier panel={panel} />
  }
}
