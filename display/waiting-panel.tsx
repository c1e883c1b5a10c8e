/** How many wait in each theme, how long somebody who takes a number now would wait, and how many windows are open. */
import { fill, say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import { tick } from '../client/time.ts'
import type { ThemeRow } from '../hall/views/theme-row.ts'
import { PAGE_MS, turnOf } from './rows.ts'
import { W } from './words.ts'

type Props = { readonly themes: readonly ThemeRow[]; readonly size: number }

export const WaitingPanel = ({ themes, size }: Props) => (
  <section class="waiting-panel">
    <table style={`--themes:${size}`}>
      <thead>
        <tr>
          <th scope="col">{say(W.waitingTitle)}</th>
          <th scope="col" class="figure">
            {say(W.waiting)}
          </th>
          <th scope="col" class="figure">
            {say(W.estimate)}
          </th>
        </tr>
      </thead>
      <tbody>
        {turnOf(themes, size, tick.value, PAGE_MS).map((theme) => (
          <tr key={theme.id}>
            <th scope="row">
              <span class="theme-letter">{theme.letter}</span>
              <span class="theme-name">{either(theme.name, theme.nameEn)}</span>
            </th>
            <td class="figure theme-waiting">{theme.waiting}</td>
            <td class="figure theme-estimate">
              {theme.estimate ? (
                `${theme.estimate.from}–${theme.estimate.to}`
              ) : (
                <span class="dim">{say(W.noWindow)}</span>
              )}
              {theme.openCounters > 0 && (
                <span class="theme-open">{fill(W.windows, { count: theme.openCounters })}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)
