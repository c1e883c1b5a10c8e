/** What this hall does not handle (S000-15), found by the same words: where it is, to be told, and printed by a touch. */
import { fill, say, type Word } from '../client/language.ts'
import type { Elsewhere } from '../hall/elsewhere.ts'
import { busy } from './acting.ts'
import type { Desk } from './guide-desk.ts'
import { issued, servedAtDesk } from './guide-state.ts'
import { Icon } from './icons.tsx'
import { named } from './names.ts'

const E = {
  notHere: ['不在本厅办理', 'Not handled here'],
  printed: ['已打印：{name}，请到 {office}', 'Printed: {name}, at {office}'],
} satisfies Record<string, Word>

const print = async (desk: Desk, { id, office, ...rest }: Elsewhere): Promise<void> => {
  const made = await desk.does('notice', { type: 'GiveNotice', kind: 'elsewhere', service: id })
  if (made === undefined) return
  issued.value = undefined
  servedAtDesk.value = fill(E.printed, { name: named(rest), office })
}

type Props = { readonly desk: Desk; readonly rows: readonly Elsewhere[] }

export const ElsewhereTiles = ({ desk, rows }: Props) => (
  <>
    {rows.map((row) => (
      <button
        key={row.id}
        type="button"
        class="service"
        disabled={busy.value !== undefined}
        onClick={() => void print(desk, row)}
      >
        <span class="service-name">{named(row)}</span>
        <small>
          <Icon name="printer" /> {say(E.notHere)} · {row.office} {row.phone}
        </small>
        <small>{row.address}</small>
      </button>
    ))}
  </>
)
