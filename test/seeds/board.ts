/** A board in the hall: it follows its topic and calls out by the rule of display/announce.ts. */
import { type AnnounceState, announce, beginAnnouncing } from '../../display/announce.ts'
import { type Follower, openFollower } from './follow.ts'
import { type Line, openLine } from './line.ts'
import type { Promises } from './promises.ts'
import type { Server } from './server.ts'
import type { Stage } from './stage.ts'

export type Board = {
  readonly name: string
  readonly line: Line
  readonly follower: Follower<'board'>
  readonly reload: () => void
  /** What the loudspeaker of this page has called out is known under this name. */
  readonly page: () => string
}

export type Place = { readonly name: string; readonly zone: string }

/** A page's idea of the server's time is a little wrong, ms. */
const PAGE_BEHIND_MS = 40

export const openBoard = (stage: Stage, server: Server, promises: Promises, place: Place): Board => {
  const { name, zone } = place
  const line = openLine(stage)
  let state: AnnounceState | undefined
  let pageAt = stage.at()
  let pages = 1
  const page = (): string => `${name}, page ${pages}`
  const follower = openFollower<'board'>(stage, server, line, `board:${zone}`, (message) => {
    promises.shown(name, message.position)
    // The page knows how long ago it was opened, and the server's clock from what it just heard.
    state ??= beginAnnouncing(message.now - (stage.at() - pageAt))
    const heard = announce(state, message.view, message.now - PAGE_BEHIND_MS)
    state = heard.state
    for (const call of heard.say) promises.calledOut(page(), call.position)
  })
  return {
    name,
    line,
    follower,
    page,
    reload: () => {
      state = undefined
      pageAt = stage.at()
      pages += 1
      follower.reload()
    },
  }
}
