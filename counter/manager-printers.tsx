/** Printers: what they last said of themselves, and what they have done today. */
import { say } from '../client/language.ts'
import type { PrinterRow } from '../hall/views/paper.ts'
import { printerLevel } from './alarms.ts'
import type { TabProps } from './manager-floor-type.ts'
import { Table } from './manager-table.tsx'
import { DEVICES, PRINTERS } from './manager-words.ts'
import { PRINTER_WORDS } from './printer-words.ts'

const toneOf = ({ state }: PrinterRow): string => {
  const level = printerLevel(state)
  if (level === undefined) return state === 'ready' ? 'good' : ''
  return level === 'red' ? 'bad' : 'warn'
}

export const PrintersTab = ({ floor: { view } }: TabProps) => (
  <section class="panel">
    <Table
      rows={view.printers}
      keyOf={({ id }) => id}
      empty={PRINTERS.none}
      columns={[
        { head: PRINTERS.printer, cell: ({ name }) => name },
        {
          head: DEVICES.state,
          cell: (printer) => <span class={`badge ${toneOf(printer)}`}>{say(PRINTER_WORDS[printer.state])}</span>,
        },
        { head: PRINTERS.waiting, cell: ({ waiting }) => waiting },
        { head: PRINTERS.printed, cell: ({ printed }) => printed },
        { head: PRINTERS.failed, cell: ({ failed }) => failed, tone: ({ failed }) => (failed > 0 ? 'red' : '') },
        {
          head: DEVICES.action,
          cell: ({ id }) => (
            <a class="row-act" href={`/paper#${id}`}>
              {say(PRINTERS.paper)}
            </a>
          ),
        },
      ]}
    />
  </section>
)
