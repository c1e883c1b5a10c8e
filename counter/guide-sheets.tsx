/** The sheets of a ticket at the guide desk: where else it goes, with which right, what more it is for, its papers, its end. */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { STATUS_WORDS } from '../client/words.ts'
import type { Service } from '../hall/catalogue.ts'
import type { PriorityGround } from '../hall/commands.ts'
import { busy } from './acting.ts'
import { CheckSheet } from './guide-check.tsx'
import { Ground } from './guide-class.tsx'
import { type ActSheet, type TicketSheet, troubleIn, waitingIn } from './guide-desk.ts'
import { Redirect } from './guide-redirect.tsx'
import { CANCEL_REASONS, T } from './guide-ticket-words.ts'
import { named } from './names.ts'
import { ReasonForm } from './reason-form.tsx'
import { ServicePicker } from './service-picker.tsx'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'

export { WhySheet } from './why-sheet.tsx'

const ClassSheet = ({ ticket, onClose, onAct }: ActSheet) => {
  const ground = useSignal<PriorityGround | undefined>(ticket.ground)
  const off = busy.value !== undefined
  const change = (to: 'ordinary' | 'priority'): void =>
    onAct(
      {
        type: 'ChangeClass',
        ticket: ticket.id,
        class: to,
        ...(to === 'priority' && ground.value !== undefined ? { ground: ground.value } : {}),
      },
      T.classed,
    )
  const same = ticket.class === 'priority' && ticket.ground === ground.value
  return (
    <Sheet title={fill(T.classTitle, { number: ticket.number })} onClose={onClose}>
      <Ground
        now={ground.value}
        onGround={(chosen) => {
          ground.value = chosen
        }}
      />
      <TroubleLine {...troubleIn('ticket')} />
      <div class="sheet-acts">
        {ticket.class === 'priority' && (
          <button type="button" class="action soft" disabled={off} onClick={() => change('ordinary')}>
            {say(T.toOrdinary)}
          </button>
        )}
        <button
          type="button"
          data-main
          class="action"
          disabled={off || ground.value === undefined || same}
          onClick={() => change('priority')}
        >
          {say(T.toPriority)}
        </button>
      </div>
    </Sheet>
  )
}

const MatterSheet = ({ desk, ticket, onClose, onAct }: ActSheet) => {
  const more = useSignal<Service | undefined>(undefined)
  return (
    <Sheet wide title={fill(T.matterTitle, { number: ticket.number })} onClose={onClose}>
      <p class="hint">{say(T.matterHint)}</p>
      <div class="picks">
        <ServicePicker
          waiting={waitingIn(desk)}
          chosen={more.value?.id}
          current={ticket.service}
          firstTheme={ticket.theme}
          onChoose={(service) => {
            more.value = service
          }}
        />
      </div>
      <div class="sheet-foot">
        <TroubleLine {...troubleIn('ticket')} />
        <button
          type="button"
          data-main
          class="action wide"
          disabled={more.value === undefined || busy.value !== undefined}
          onClick={() => {
            if (more.value) onAct({ type: 'AddMatter', ticket: ticket.id, service: more.value.id }, T.added)
          }}
        >
          {more.value ? fill(T.matterTo, { service: named(more.value) }) : say(T.matter)}
        </button>
      </div>
    </Sheet>
  )
}

const Check = ({ ticket, onClose, onAct }: ActSheet) => {
  const service = catalogue.value?.services.find(({ id }) => id === ticket.service)
  if (!service) return null
  return (
    <CheckSheet
      service={service}
      materials={ticket.materials}
      onClose={onClose}
      onKeep={(materials) => onAct({ type: 'CheckMaterials', ticket: ticket.id, materials }, T.checked)}
      onSupplement={(materials) =>
        onAct(
          { type: 'GiveNotice', service: service.id, kind: 'supplement', materials, ticket: ticket.id },
          T.supplemented,
        )
      }
    />
  )
}

const Cancel = ({ ticket, onClose, onAct }: ActSheet) => (
  <Sheet title={fill(T.cancelTitle, { number: ticket.number })} onClose={onClose}>
    <p class="hint">{say(T.cancelHint)}</p>
    <ReasonForm
      danger
      usual={CANCEL_REASONS}
      action={say(T.cancelDo)}
      disabled={busy.value !== undefined}
      onReason={(reason) => onAct({ type: 'CancelTicket', ticket: ticket.id, reason }, STATUS_WORDS.cancelled)}
    />
    <TroubleLine {...troubleIn('ticket')} />
  </Sheet>
)

export const GuideSheet = ({ kind, ...sheet }: ActSheet & { readonly kind: TicketSheet }) => {
  switch (kind) {
    case 'redirect':
      return <Redirect {...sheet} />
    case 'class':
      return <ClassSheet {...sheet} />
    case 'matter':
      return <MatterSheet {...sheet} />
    case 'check':
      return <Check {...sheet} />
    case 'cancel':
      return <Cancel {...sheet} />
  }
}
