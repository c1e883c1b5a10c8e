/** The list of those who wait, on paper: for a desk whose screens have gone dark. The guide chooses where it comes out. */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { fill, say, type Word } from '../client/language.ts'
import type { PrinterRow } from '../hall/views/paper.ts'
import { printerLevel } from './alarms.ts'
import { Icon } from './icons.tsx'
import { printStaffSlip } from './print-staff-slip.ts'
import { PRINTER_WORDS } from './printer-words.ts'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'

const W = {
  print: ['打印等候名单', 'Print the waiting list'],
  where: ['从哪台打印机出纸', 'At which printer'],
  sent: ['等候名单正在{printer}打印', 'The waiting list is being printed at {printer}'],
} satisfies Record<string, Word>

export const WaitingListButton = ({ printers }: { readonly printers: readonly PrinterRow[] }) => {
  const choosing = useSignal(false)
  const problem = useSignal<Problem | undefined>(undefined)
  const told = useSignal('')
  const sending = useSignal(false)
  const print = async ({ id, name }: PrinterRow): Promise<void> => {
    sending.value = true
    const answer = await printStaffSlip(id, 'waiting')
    sending.value = false
    problem.value = answer.ok ? undefined : answer
    if (!answer.ok) return
    told.value = fill(W.sent, { printer: name })
    choosing.value = false
  }
  if (printers.length === 0) return null
  return (
    <>
      {told.value !== '' && (
        <p class="good" role="status">
          {told.value}
        </p>
      )}
      <button
        type="button"
        class="action soft"
        onClick={() => {
          told.value = ''
          problem.value = undefined
          choosing.value = true
        }}
      >
        <Icon name="printer" />
        {say(W.print)}
      </button>
      {choosing.value && (
        <Sheet
          title={say(W.print)}
          onClose={() => {
            choosing.value = false
          }}
        >
          <p class="hint">{say(W.where)}</p>
          <div class="choices">
            {printers.map((printer, index) => (
              <button
                key={printer.id}
                type="button"
                class="choice"
                data-digit={index + 1}
                disabled={sending.value}
                onClick={() => void print(printer)}
              >
                <Icon name="printer" />
                <span>{[printer.name, printer.place ?? ''].filter((text) => text !== '').join(' · ')}</span>
                {printerLevel(printer.state) !== undefined && (
                  <span class={printerLevel(printer.state) === 'red' ? 'badge bad' : 'badge warn'}>
                    {say(PRINTER_WORDS[printer.state])}
                  </span>
                )}
              </button>
            ))}
          </div>
          <TroubleLine problem={problem.value} />
        </Sheet>
      )}
    </>
  )
}
