/** The ticket in hand: its matters in order with their windows, its class, its papers; then it prints by itself. */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { CLASS_WORDS } from '../client/words.ts'
import { TICKET_CLASSES } from '../hall/catalogue.ts'
import type { NoticeKind } from '../hall/commands.ts'
import { MATTERS_MAX } from '../hall/legs.ts'
import type { Materials } from '../hall/materials.ts'
import { busy, trouble } from './acting.ts'
import { CheckSheet } from './guide-check.tsx'
import { chooseClass, Ground, Slots } from './guide-class.tsx'
import { type Desk, troubleIn } from './guide-desk.ts'
import { RouteList } from './guide-route-list.tsx'
import { adding, issueOf, mattersOf, rememberAsked, servedAtDesk, showIssued, type Wish, wish } from './guide-state.ts'
import { Y } from './guide-tray-words.ts'
import { W } from './guide-words.ts'
import { Icon } from './icons.tsx'
import { TroubleLine } from './trouble-line.tsx'

type TrayProps = { readonly desk: Desk; readonly now: Wish }

const take = async (desk: Desk, now: Wish): Promise<void> => {
  const intent = issueOf(now)
  if (!intent) return
  const number = await desk.does('issue', intent)
  if (number === undefined) return
  rememberAsked(mattersOf(now).map(({ id }) => id))
  wish.value = undefined
  void showIssued(number, now)
}

const give = async (desk: Desk, now: Wish, kind: NoticeKind, materials?: Materials): Promise<boolean> => {
  const about = { service: now.service.id, kind, ...(materials ? { materials } : {}) }
  return (await desk.does('notice', { type: 'GiveNotice', ...about })) !== undefined
}

const TOLD = { guide: Y.guided, service: Y.serviced, special: Y.specialled } as const

const Papers = ({ desk, now, onCheck }: TrayProps & { readonly onCheck: () => void }) => {
  const told = useSignal('')
  const off = busy.value !== undefined
  const print = async (kind: 'guide' | 'service' | 'special'): Promise<void> => {
    told.value = ''
    if (await give(desk, now, kind)) told.value = say(TOLD[kind])
  }
  const needless = now.service.checklist.length === 0
  const full = mattersOf(now).length >= MATTERS_MAX
  return (
    <>
      <div class="papers">
        <button
          type="button"
          class="action soft"
          disabled={full}
          onClick={() => {
            adding.value = true
          }}
        >
          <Icon name="ticket" />
          {full ? fill(Y.full, { limit: MATTERS_MAX }) : say(Y.add)}
        </button>
        <button type="button" class="action soft" disabled={off || needless} onClick={onCheck}>
          <Icon name="check" />
          {say(needless ? Y.nothingToCheck : mattersOf(now).length > 1 ? Y.checkFirst : Y.check)}
        </button>
        <button type="button" class="action soft" disabled={off} onClick={() => void print('guide')}>
          <Icon name="printer" />
          {say(Y.guide)}
        </button>
        <button type="button" class="action soft" disabled={off} onClick={() => void print('service')}>
          <Icon name="printer" />
          {say(Y.service)}
        </button>
        {now.service.special && (
          <button type="button" class="action soft" disabled={off} onClick={() => void print('special')}>
            <Icon name="printer" />
            {say(Y.special)}
          </button>
        )}
      </div>
      {told.value !== '' && (
        <p class="good" role="status">
          {told.value}
        </p>
      )}
    </>
  )
}

export const GuideTray = ({ desk, now }: TrayProps) => {
  const checking = useSignal(false)
  const book = catalogue.value
  const theme = desk.view.themes.find((row) => row.id === now.service.theme)
  const ready = issueOf(now) !== undefined && desk.view.open
  const unconfirmed = busy.value?.unconfirmed ?? false
  const close = (): void => {
    checking.value = false
  }
  const check = (): void => {
    trouble.value = undefined
    checking.value = true
  }
  const supplement = async (materials: Materials): Promise<void> => {
    if (!(await give(desk, now, 'supplement', materials))) return
    rememberAsked([now.service.id])
    wish.value = undefined
    servedAtDesk.value = say(Y.supplemented)
  }
  return (
    <section class="column tray" aria-label={say(Y.title)}>
      <div class="tray-head">
        <h2>{say(Y.title)}</h2>
        <button
          type="button"
          class="plain"
          onClick={() => {
            wish.value = undefined
            trouble.value = undefined
          }}
        >
          <Icon name="back" />
          <span>{say(Y.change)}</span>
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by key */}
      <div class="tray-body scroll" tabIndex={0}>
        {book && <RouteList now={now} book={book} />}
        {theme?.openCounters === 0 && <p class="warning">{say(Y.noneOpen)}</p>}
        <Papers desk={desk} now={now} onCheck={check} />
        <div class="segments">
          {TICKET_CLASSES.map((name) => (
            <button
              key={name}
              type="button"
              class="tab"
              aria-pressed={now.class === name}
              onClick={() => chooseClass(now, name)}
            >
              {say(CLASS_WORDS[name])}
            </button>
          ))}
        </div>
        {now.class === 'priority' && (
          <Ground
            now={now.ground}
            onGround={(ground) => {
              wish.value = { ...now, ground }
            }}
          />
        )}
        {now.class === 'appointment' && <Slots now={now} />}
      </div>
      <TroubleLine {...troubleIn('issue', 'notice')} />
      <button
        type="button"
        class={unconfirmed ? 'action take unconfirmed' : 'action take'}
        disabled={!ready || busy.value !== undefined}
        onClick={() => void take(desk, now)}
      >
        <Icon name="ticket" />
        {say(unconfirmed ? W.unconfirmed : !desk.view.open ? Y.closed : ready ? Y.issue : Y.issueNeeds)}
      </button>
      {checking.value && (
        <CheckSheet
          service={now.service}
          materials={now.materials}
          canTake={desk.view.open}
          onClose={close}
          onKeep={(materials) => {
            wish.value = { ...now, materials }
            close()
          }}
          onTake={(materials) => {
            const checked = { ...now, materials }
            wish.value = checked
            close()
            // Where the class still lacks its ground, the tray says so.
            if (issueOf(checked)) void take(desk, checked)
          }}
          onSupplement={(materials) => void supplement(materials)}
        />
      )}
    </section>
  )
}
