/**
 * A screen's socket: it connects, watches one topic, connects again when the line breaks or is silent, and shows the newest
 * message by the rule of client/live-view.ts.
 */
import { HEARTBEAT_MS, STALE_AFTER_MS } from '../../hall/limits.ts'
import type { TopicKind, ViewMessage } from '../../hall/wire.ts'
import type { Line } from './line.ts'
import type { Connection, Server } from './server.ts'
import type { Stage } from './stage.ts'

export type Follower<K extends TopicKind> = {
  readonly shown: () => ViewMessage<K> | undefined
  /** When it last heard anything, and whether what it shows may be old. */
  readonly heardAt: () => number
  readonly isStale: () => boolean
  /** The page begins anew and knows nothing. */
  readonly reload: () => void
}

/** Socket.IO notices a silent peer after `pingInterval` + `pingTimeout` (server/gateway.ts), ms. */
const NOTICES_AFTER_MS = 9_000

export const openFollower = <K extends TopicKind>(
  stage: Stage,
  server: Server,
  line: Line,
  topic: string,
  onShown: (message: ViewMessage<K>) => void,
): Follower<K> => {
  const { random, at, after, broken, planted } = stage
  let shown: ViewMessage<K> | undefined
  /** The server's life that the shown message came from: within one, positions never fall (I7). */
  let shownLife = 0
  let heardAt = 0
  let connection: Connection | undefined
  let page = 0

  const show = (message: ViewMessage<K>, life: number): void => {
    heardAt = at()
    const older = shown !== undefined && message.position < shown.position
    if (older && planted !== 'blindPush') return
    if (older && life === shownLife)
      broken('I7', `${topic} went from position ${shown?.position} back to ${message.position}`)
    shown = message
    shownLife = life
    onShown(message)
  }

  const reconnect = (): void => {
    connection?.close()
    connection = undefined
    const mine = page
    after(300 + random.int(700), () => {
      if (mine === page) connect()
    })
  }

  const connect = (): void => {
    const mine = page
    const life = server.life()
    let own: Connection | undefined
    const current = (): boolean => mine === page && own !== undefined && own === connection
    own = server.connect(
      line,
      topic,
      (message, isAnswer) => {
        if (!current()) return
        const typed = message as ViewMessage<K>
        // The answer to a watch is the whole present, even where a restored server stands at a lower position.
        if (isAnswer && shown && typed.position < shown.position) {
          if (life === shownLife) return
          shown = undefined
        }
        show(typed, life)
      },
      () => {
        if (current()) reconnect()
      },
    )
    if (!own) {
      reconnect()
      return
    }
    connection = own
    heardAt = Math.max(heardAt, at() - NOTICES_AFTER_MS + HEARTBEAT_MS)
  }

  const watchSilence = (): void => {
    if (connection && at() - heardAt > NOTICES_AFTER_MS) reconnect()
    after(1_000, watchSilence)
  }

  connect()
  watchSilence()
  return {
    shown: () => shown,
    heardAt: () => heardAt,
    isStale: () => at() - heardAt > STALE_AFTER_MS,
    reload: () => {
      page += 1
      shown = undefined
      reconnect()
    },
  }
}
