/** Printers: what they last said of themselves, and what they have done today. */
import { say } from '../client/language.ts'
import { printerLevel } from './alarms.ts'
import type { TabProps } from './manager-floor-type.ts'
import { DEVICES, PRINTERS } from './manager-words.ts'
import { PRINTER_WORDS } from './printer-words.ts'

export const PrintersTab = ({ floor: { view } }: TabProps) => (
  <section class="panel">
    <table class="grid">
      <thead>
        <tr>
          <th scope="col">{say(PRINTERS.printer)}</th>
          <th scope="col">{say(DEVICES.state)}</th>
          <th scope="col">{say(PRINTERS.waiting)}</th>
          <th scope="col">{say(PRINTERS.printed)}</th>
          <th scope="col">{say(PRINTERS.failed)}</th>
          <th scope="col">{say(DEVICES.action)}</th>
        </tr>
      </thead>
      <tbody>
        {view.printers.map((printer) => {
          const level = printerLevel(printer.state)
          const tone = level === 'red' ? 'bad' : level === 'amber' ? 'warn' : printer.state === 'ready' ? 'good' : ''
          return (
            <tr key={printer.id}>
              <th scope="row">{printer.name}</th>
              <td>
                <span class={`badge ${tone}`}>{say(PRINTER_WORDS[printer.state])}</span>
              </td>
              <td>{printer.waiting}</td>
              <td>{printer.printed}</td>
              <td class={printer.failed > 0 ? 'red' : ''}>{printer.failed}</td>
              <td class="acts">
                <a class="row-act" href={`/paper#${printer.id}`}>
                  {say(PRINTERS.paper)}
                </a>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
    {view.printers.length === 0 && <p class="hint">{say(PRINTERS.none)}</p>}
  </section>
)
