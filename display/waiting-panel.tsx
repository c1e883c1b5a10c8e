/** How many wait in each theme, how long somebody who takes a number now would wait, and how many windows are open. */
import { say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import { tick } from '../client/time.ts'
import type { Estimate } from '../hall/estimate.ts'
import type { ThemeRow } from '../hall/views/theme-row.ts'
import { PAGE_MS, turnOf } from './rows.ts'
import { W } from './words.ts'

type Props = { readonly themes: readonly ThemeRow[]; readonly size: number }

/** `10–20`, `≤ 5`, `15`: the head of the column says minutes. */
const minutesText = (estimate: Estimate | null): string => {
  if (!estimate) return say(W.noEstimate)
  const { from, to } = estimate
  return from === 0 ? `≤ ${to}` : from === to ? String(to) : `${from}–${to}`
}

/** Three digits on both sides fill their column, and would be read together with the number of people beside them. */
const LONG = 7

export const WaitingPanel = ({ themes, size }: Props) => (
  <section class="waiting-panel">
    <table>
      <thead>
        <tr>
          <th scope="col">{say(W.waitingTitle)}</th>
          <th scope="col" class="figure">
            {say(W.waiting)}
          </th>
          <th scope="col" class="figure theme-estimate">
            {say(W.estimate)}
          </th>
          <th scope="col" class="figure">
            {say(W.windows)}
          </th>
        </tr>
      </thead>
      <tbody>
        {turnOf(themes, size, tick.value, PAGE_MS).map((theme) => {
          const minutes = minutesText(theme.estimate)
          return (
            <tr key={theme.id} class={theme.openCounters === 0 ? 'is-shut-theme' : ''}>
              <th scope="row">
                <span class="theme-line">
                  <span class="theme-letter">{theme.letter}</span>
                  <span class="theme-name">{either(theme.name, theme.nameEn)}</span>
                </span>
              </th>
              <td class="figure theme-waiting">{theme.waiting}</td>
              <td class={`figure theme-estimate ${minutes.length >= LONG ? 'is-long' : ''}`}>{minutes}</td>
              <td class="figure">{theme.openCounters}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  </section>
)
