/** The processes of a load, which end with it. */
import type { HallAsks, HallReady, HallWanted } from './hall.ts'
import { type Peer, startPeer } from './peer.ts'
import type { ScreensAsks } from './screens.ts'

/** Sets a hall up and lets it go, starts it anew with screens beside it, and ends both when `act` has ended. */
export const withHall = async <T>(
  wanted: HallWanted,
  act: (hall: HallReady, peer: Peer<HallAsks>, screens: Peer<ScreensAsks>) => Promise<T>,
): Promise<T> => {
  const setting = startPeer<HallAsks>('hall-process')
  const keys = await setting.ask('setUp', wanted)
  await setting.stop()
  const hall = startPeer<HallAsks>('hall-process')
  const screens = startPeer<ScreensAsks>('screens-process')
  try {
    const { port } = await hall.ask('start', { folder: wanted.folder, port: 0, speed: 1, since: Date.now() })
    return await act({ ...keys, port }, hall, screens)
  } finally {
    await screens.stop()
    await hall.stop()
  }
}
