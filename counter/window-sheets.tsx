/** The sheets of the window panel: what an act asks the clerk before it is done. */
import { useSignal } from '@preact/signals'
import { fill, say } from '../client/language.ts'
import { watch } from '../client/live-view.ts'
import { signOut } from '../client/session.ts'
import { PAUSE_WORDS } from '../client/words.ts'
import type { Service } from '../hall/catalogue.ts'
import { PAUSE_REASONS } from '../hall/commands.ts'
import type { TicketCard } from '../hall/views/card.ts'
import { busy, trouble } from './acting.ts'
import { named } from './names.ts'
import { ReasonForm } from './reason-form.tsx'
import { ServicePicker } from './service-picker.tsx'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'
import { CALL_REASONS, PARK_REASONS, SHEET, TRANSFER_REASONS } from './window-sheet-words.ts'
import { type Panel, sheet } from './window-state.ts'

const close = (): void => {
  sheet.value = undefined
}

const closeIf = (done: boolean): void => {
  if (done) close()
}

const Trouble = () => <TroubleLine problem={trouble.value} unconfirmed={busy.value?.unconfirmed ?? false} />

const Transfer = ({ panel: { view, does } }: { readonly panel: Panel }) => {
  const to = useSignal<Service | undefined>(undefined)
  // The board knows how many wait for every theme; a server that does not tell it to windows leaves only our own.
  const board = watch('board', 'all').value?.view
  const { ticket } = view
  if (!ticket) return null
  const waiting = new Map((board?.themes ?? view.themes).map((theme) => [theme.id, theme.waiting]))
  return (
    <Sheet wide title={fill(SHEET.transfer, { number: ticket.number })} onClose={close}>
      <p class="hint">{say(SHEET.transferHint)}</p>
      <div class="transfer">
        <ServicePicker
          waiting={waiting}
          chosen={to.value?.id}
          current={ticket.service}
          firstTheme={ticket.theme}
          typing
          onChoose={(service) => {
            to.value = service
          }}
        />
        <div>
          <p class="transfer-to">{fill(SHEET.transferTo, { service: to.value ? named(to.value) : '—' })}</p>
          <ReasonForm
            usual={TRANSFER_REASONS}
            action={say(SHEET.transferDo)}
            disabled={to.value === undefined || busy.value !== undefined}
            onReason={(reason) => {
              const service = to.value?.id
              if (service !== undefined)
                void does('transfer', [{ type: 'TransferTicket', ticket: ticket.id, service, reason }]).then(closeIf)
            }}
          />
          <Trouble />
        </div>
      </div>
    </Sheet>
  )
}

const Park = ({ panel: { view, does } }: { readonly panel: Panel }) => {
  const { ticket, counter } = view
  if (!ticket) return null
  return (
    <Sheet title={fill(SHEET.park, { number: ticket.number })} onClose={close}>
      <ReasonForm
        usual={PARK_REASONS}
        action={say(SHEET.parkDo)}
        disabled={busy.value !== undefined}
        onReason={(reason) =>
          void does('park', [{ type: 'ParkTicket', counter, ticket: ticket.id, reason }]).then(closeIf)
        }
      />
      <Trouble />
    </Sheet>
  )
}

const CallOne = ({ panel: { view, does }, card }: { readonly panel: Panel; readonly card: TicketCard }) => (
  <Sheet title={fill(SHEET.call, { number: card.number })} onClose={close}>
    <p class="hint">{say(SHEET.callHint)}</p>
    <ReasonForm
      usual={CALL_REASONS}
      action={say(SHEET.callDo)}
      disabled={busy.value !== undefined}
      onReason={(reason) =>
        void does('call-one', [{ type: 'CallTicket', counter: view.counter, ticket: card.id, reason }]).then(closeIf)
      }
    />
    <Trouble />
  </Sheet>
)

const Pause = ({ panel: { view, does } }: { readonly panel: Panel }) => (
  <Sheet title={say(SHEET.pause)} onClose={close}>
    <p class="hint">{say(SHEET.pauseHint)}</p>
    <div class="choices two">
      {PAUSE_REASONS.map((reason, index) => (
        <button
          key={reason}
          type="button"
          class="choice"
          data-digit={index + 1}
          disabled={busy.value !== undefined}
          onClick={() => void does('pause', [{ type: 'PauseCounter', counter: view.counter, reason }]).then(closeIf)}
        >
          <kbd>{index + 1}</kbd>
          {say(PAUSE_WORDS[reason])}
        </button>
      ))}
    </div>
    <Trouble />
  </Sheet>
)

const leaveNow = (): void => {
  close()
  void signOut()
}

const Leave = ({ panel: { view, does } }: { readonly panel: Panel }) => (
  <Sheet title={say(SHEET.leave)} onClose={close}>
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
    <Trouble />
  </Sheet>
)

/** The one sheet that is open, if any. */
export const WindowSheet = ({ panel }: { readonly panel: Panel }) => {
  const open = sheet.value
  if (!open) return null
  switch (open.kind) {
    case 'transfer':
      return <Transfer panel={panel} />
    case 'park':
      return <Park panel={panel} />
    case 'call':
      return <CallOne panel={panel} card={open.card} />
    case 'pause':
      return <Pause panel={panel} />
    case 'leave':
      return <Leave panel={panel} />
  }
}
