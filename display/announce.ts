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

/** The calls of a view that are to be announced, oldest first. `now` is on the server's clock, ms. */
export const announce = (
  state: AnnounceState,
  view: BoardView,
  now: Instant,
): { readonly state: AnnounceState; readonly say: readonly Announcement[] } => {
  // A page that opened while the hall's clock was ahead, and nothing happened then, would be silent for as long as it was.
  const since = state.at > now ? { ...state, at: now - ANNOUNCE_WITHIN_MS } : state
  const unheard = view.calls
    .filter((call) => newer(call, since))
    .sort((one, other) => one.at - other.at || one.position - other.position)
  const last = unheard.at(-1)
  return {
    state: last ? { at: last.at, position: last.position } : state,
    say: unheard.filter((call) => call.live && now - call.at <= ANNOUNCE_WITHIN_MS),
  }
}
