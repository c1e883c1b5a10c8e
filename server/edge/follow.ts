/** Keeps what is bolted down as the hall says: opened, showing what it should, and poked once when somebody asks. */
import type { Instant } from '../../hall/ids.ts'
import type { EdgeView } from '../../hall/views/edge.ts'
import { POKE_LIVES_MS } from '../../hall/views/edge.ts'
import type { Peripherals } from '../peripherals/port.ts'

type Shown = Pick<EdgeView, 'peripherals' | 'shows' | 'pokes'>
/** `now`: the hall's clock when it spoke. */
export type Follow = (view: Shown, now: Instant) => void

/** @param onFault hears of an arranging that failed; the next change of the settings tries again */
export const followPeripherals = (peripherals: Peripherals, onFault: (error: unknown) => void): Follow => {
  let arranged = '[]'
  let latest: Shown = { peripherals: [], shows: [], pokes: [] }
  let done: ReadonlySet<string> = new Set()
  let arranging: Promise<void> = Promise.resolve()
  return (view, now) => {
    latest = view
    const settings = JSON.stringify(view.peripherals)
    if (settings === arranged) peripherals.show(view.shows)
    else {
      arranged = settings
      arranging = arranging
        .then(() => peripherals.arrange(view.peripherals))
        // What was opened just now has not heard yet what it should show.
        .then(() => peripherals.show(latest.shows))
        .catch(onFault)
    }
    for (const { id, peripheral, at } of view.pokes)
      if (!done.has(id) && now - at <= POKE_LIVES_MS) peripherals.poke(peripheral)
    done = new Set(view.pokes.map(({ id }) => id))
  }
}
