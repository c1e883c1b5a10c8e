/** The sheets of a ticket at the guide desk: another service, or an end; both with a reason. */
import { useSignal } from '@preact/signals'
import { fill, say } from '../client/language.ts'
import type { Service } from '../hall/catalogue.ts'
import type { Intent } from '../hall/commands.ts'
import type { TicketCard } from '../hall/views/card.ts'
import { busy, trouble } from './acting.ts'
import type { Desk } from './guide-desk.ts'
import { CANCEL_REASONS, REDIRECT_REASONS, T } from './guide-ticket-words.ts'
import { named } from './names.ts'
import { ReasonForm } from './reason-form.tsx'
import { ServicePicker } from './service-picker.tsx'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'

export const Redirect = ({ desk, ticket, onClose, onAct }: ActSheet) => {
  const to = useSignal<Service | undefined>(undefined)
  return (
    <Sheet wide title={fill(T.redirectTitle, { number: ticket.number })} onClose={onClose}>
      <p class="hint">{say(T.redirectHint)}</p>
      <div class="transfer">
        <ServicePicker
          waiting={new Map(desk.view.themes.map((theme) => [theme.id, theme.waiting]))}
          chosen={to.value?.id}
          current={ticket.service}
          firstTheme={ticket.theme}
          onChoose={(service) => {
            to.value = service
          }}
        />
        <div>
          <p class="transfer-to">{fill(T.redirectTo, { service: to.value ? named(to.value) : '—' })}</p>
          <ReasonForm
            usual={REDIRECT_REASONS}
            action={say(T.redirect)}
            disabled={to.value === undefined || busy.value !== undefined}
            onReason={(reason) => {
              const service = to.value?.id
              if (service !== undefined) onAct({ type: 'TransferTicket', ticket: ticket.id, service, reason })
            }}
          />
          <TroubleLine problem={trouble.value} unconfirmed={busy.value?.unconfirmed ?? false} />
        </div>
      </div>
    </Sheet>
  )
}

type ActSheet = {
  readonly desk: Desk
  readonly ticket: TicketCard
  readonly onClose: () => void
  readonly onAct: (intent: Intent) => void
}

export const Cancel = ({ ticket, onClose, onAct }: ActSheet) => (
  <Sheet title={fill(T.cancelTitle, { number: ticket.number })} onClose={onClose}>
    <p class="hint">{say(T.cancelHint)}</p>
    <ReasonForm
      danger
      usual={CANCEL_REASONS}
      action={say(T.cancel)}
      disabled={busy.value !== undefined}
      onReason={(reason) => onAct({ type: 'CancelTicket', ticket: ticket.id, reason })}
    />
    <TroubleLine problem={trouble.value} unconfirmed={busy.value?.unconfirmed ?? false} />
  </Sheet>
)
