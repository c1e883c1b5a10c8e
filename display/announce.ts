/**
 * What to call out now. A call is announced once: when it is newer than the last one announced, fresh, and its ticket is
 * still called there. A reload or a reconnection announces nothing again, a recall is announced (design §5, I16).
 */
import type { Instant } from '../hall/ids.ts'
import { ANNOUNCE_WITHIN_MS } from '../hall/limits.ts'
import type { BoardCall, BoardView } from '../hall/views/public.ts'

export type Announcement = Pick<
  BoardCall,
  'position' | 'at' | 'number' | 'counter' | 'counterName' | 'zoneName' | 'recall'
>

/**
 * The last call that was announced or passed over. Time comes before position: a server restored from a backup stands at
 * a lower position, but its clock went on, so its next call is still newer than everything announced before.
 */
export type AnnounceState = { readonly at: Instant; readonly position: number }

/** A screen begins knowing of no call, and owes none that is older than itself. `loadedAt` is on the server's clock. */
export const beginAnnouncing = (loadedAt: Instant): AnnounceState => ({ at: loadedAt, position: 0 })

const newer = (call: AnnounceState, than: AnnounceState): boolean =>
  call.at > than.at || (call.at === than.at && call.position > than.position)

/**
 * A screen's own moment counts for its first view alone, and from then on the calls that it has seen: a clock that was ahead
 * as it opened and is set right, or one that is a little off, neither silences nor repeats any.
 */
const passedOver = ({ calls }: BoardView): AnnounceState =>
  calls.reduce<AnnounceState>((last, call) => (newer(call, last) ? call : last), {
    at: Number.NEGATIVE_INFINITY,
    position: 0,
  })

/** The calls of a view that are to be announced, oldest first. `now` is on the server's clock, ms. */
export const announce = (
  state: AnnounceState,
  view: BoardView,
  now: Instant,
): { readonly state: AnnounceState; readonly say: readonly Announcement[] } => {
  const unheard = view.calls
    .filter((call) => newer(call, state))
    .sort((one, other) => one.at - other.at || one.position - other.position)
  const { at, position } = unheard.at(-1) ?? (state.position === 0 ? passedOver(view) : state)
  return {
    state: { at, position },
    say: unheard.filter((call) => call.live && now - call.at <= ANNOUNCE_WITHIN_MS),
  }
}
