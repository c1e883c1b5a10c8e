/** 去向告知 (S004-39): why, where to, back when, and what the B岗 should know; whoever is in front is handed over. */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { nowHere } from '../client/time.ts'
import { PAUSE_WORDS } from '../client/words.ts'
import { PAUSE_REASONS, type PauseReason } from '../hall/commands.ts'
import { REASON_LENGTH_MAX } from '../hall/limits.ts'
import { busy } from './acting.ts'
import { Sheet } from './sheet.tsx'
import { closeIf, closeSheet, minutesWord, Options, SheetTrouble, TextField } from './window-sheet-parts.tsx'
import { DESTINATIONS, SHEET } from './window-sheet-words.ts'
import type { Panel } from './window-state.ts'
import { inMinutes, todayAt } from './window-times.ts'

const MINUTES = [10, 20, 30, 60] as const

/** The windows that stand in for this one, first choice first. */
const backupsText = (counter: string): string => {
  const book = catalogue.value
  const ids = book?.counters.find(({ id }) => id === counter)?.backups ?? []
  const names = ids.map((id) => windowText(book?.counters.find((other) => other.id === id)?.name ?? id))
  return names.length === 0 ? say(SHEET.noBackups) : fill(SHEET.backups, { windows: names.join('、') })
}

export const Pause = ({ panel: { view, does } }: { readonly panel: Panel }) => {
  const reason = useSignal<PauseReason | undefined>(undefined)
  const destination = useSignal('')
  const minutes = useSignal<number | undefined>(undefined)
  const time = useSignal('')
  const note = useSignal('')
  const { ticket, counter, timeZone } = view
  const badTime = time.value !== '' && todayAt(time.value, nowHere(), timeZone) === undefined
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (reason.value === undefined || badTime) return
    const now = nowHere()
    const backAt = minutes.value === undefined ? todayAt(time.value, now, timeZone) : inMinutes(now, minutes.value)
    const where = destination.value.trim()
    const words = note.value.trim()
    void does('pause', [
      {
        type: 'PauseCounter',
        counter,
        reason: reason.value,
        ...(where === '' ? {} : { destination: where }),
        ...(backAt === undefined ? {} : { backAt }),
        ...(words === '' ? {} : { note: words }),
        ...(ticket ? { handOver: true } : {}),
      },
    ]).then(closeIf)
  }
  return (
    <Sheet title={say(SHEET.pause)} onClose={closeSheet}>
      {ticket ? (
        <p class="hand-over">{fill(SHEET.handOver, { number: ticket.number })}</p>
      ) : (
        <p class="hint">{say(SHEET.pauseHint)}</p>
      )}
      <form class="reason" onSubmit={submit}>
        <Options
          label={SHEET.why}
          digits
          options={PAUSE_REASONS.map((value) => ({ value, word: PAUSE_WORDS[value] }))}
          chosen={reason.value}
          onChoose={(value) => {
            reason.value = value
          }}
        />
        <Options
          label={SHEET.destination}
          options={DESTINATIONS.map((word) => ({ value: word[0], word }))}
          chosen={destination.value}
          onChoose={(value) => {
            destination.value = destination.value === value ? '' : value
          }}
        />
        <input
          class="free"
          aria-label={say(SHEET.destination)}
          value={DESTINATIONS.some(([zh]) => zh === destination.value) ? '' : destination.value}
          maxLength={REASON_LENGTH_MAX}
          onInput={(event) => {
            destination.value = event.currentTarget.value
          }}
        />
        <div class="back-row">
          <Options<number | undefined>
            label={SHEET.backIn}
            options={[
              { value: undefined, word: SHEET.backNone },
              ...MINUTES.map((value) => ({ value, word: minutesWord(value) })),
            ]}
            chosen={time.value === '' ? minutes.value : -1}
            onChoose={(value) => {
              minutes.value = value
              time.value = ''
            }}
          />
          <label class="field">
            <span>{say(SHEET.backAt)}</span>
            <input
              type="time"
              value={time.value}
              onInput={(event) => {
                time.value = event.currentTarget.value
                minutes.value = undefined
              }}
            />
          </label>
        </div>
        {badTime && <p class="trouble">{say(SHEET.pastTime)}</p>}
        <TextField
          label={SHEET.coverNote}
          value={note.value}
          max={REASON_LENGTH_MAX}
          onText={(text) => {
            note.value = text
          }}
        />
        <p class="hint">{backupsText(counter)}</p>
        <button
          type="submit"
          data-main
          class="action"
          disabled={reason.value === undefined || badTime || busy.value !== undefined}
        >
          {say(ticket ? SHEET.handOverDo : SHEET.pauseDo)}
        </button>
        <SheetTrouble />
      </form>
    </Sheet>
  )
}
