/** The processes of a load, which end with it. */
import type { Target } from '../bench/target.ts'
import type { HallAsks, HallReady, HallWanted } from './hall.ts'
import { type Peer, startPeer } from './peer.ts'
import type { ScreensAsks } from './screens.ts'

/** The whole hall's board, as a screen of this hall watches it. */
export const boardTarget = ({ port, path, display, ca }: HallReady): Target => ({
  port,
  path,
  topic: 'board:all',
  token: display,
  ...(ca === undefined ? {} : { ca }),
})

/** What is done with a hall under load. `again` kills its process and starts another in its place. */
export type Act<T> = (
  hall: HallReady,
  peer: Peer<HallAsks>,
  screens: Peer<ScreensAsks>,
  again: () => Promise<void>,
) => Promise<T>

/**
 * Sets a hall up and lets it go, starts it anew with screens beside it, and ends both when `act` has ended.
 * @param tls open to the network, as a hall with screens of its own is
 */
export const withHall = async <T>(wanted: HallWanted, tls: boolean, act: Act<T>): Promise<T> => {
  const setting = startPeer<HallAsks>('hall-process')
  const keys = await setting.ask('setUp', wanted)
  await setting.stop()
  let hall = startPeer<HallAsks>('hall-process')
  const screens = startPeer<ScreensAsks>('screens-process')
  try {
    const since = Date.now()
    const start = (port: number) => hall.ask('start', { folder: wanted.folder, port, speed: 1, since, tls })
    const listens = await start(0)
    const again = async (): Promise<void> => {
      await hall.kill()
      hall = startPeer<HallAsks>('hall-process')
      await start(listens.port)
    }
    return await act({ ...keys, ...listens }, hall, screens, again)
  } finally {
    await screens.stop()
    await hall.stop()
  }
}
