/** The hall's vault, kept by the hall: an answer begins the days of its number, and each hour what is due goes. */
import type { Clock } from '../clock.ts'
import type { LiveHall } from '../live-hall.ts'
import { type Log, reasonOf } from '../log.ts'
import type { SecurityLog } from '../security/security-log.ts'
import { openVault, type Vault } from './vault.ts'

const LOOK_EVERY_MS = 3_600_000

export type HallVaultOptions = {
  readonly dataDir: string
  readonly live: Pick<LiveHall, 'hall' | 'listen'>
  readonly clock: Clock
  readonly securityLog: Pick<SecurityLog, 'note'>
  readonly log: Log
}

/** Begins at once with what fell due while the server was away. Throws with a sentence where its key is damaged. */
export const openHallVault = ({ dataDir, live, clock, securityLog, log }: HallVaultOptions): Vault => {
  const vault = openVault({
    dataDir,
    clock,
    securityLog,
    rules: () => {
      const { catalogue } = live.hall()
      return { keep: catalogue?.rules.keep, timeZone: catalogue?.hall.timeZone ?? 'Asia/Shanghai' }
    },
  })
  let stopTimer = (): void => {}
  const tidy = (): void => {
    stopTimer = clock.after(LOOK_EVERY_MS, tidy)
    try {
      vault.tidy((question) => live.hall().owed.has(question))
    } catch (error) {
      log('error', 'vault-not-tidied', { reason: reasonOf(error) })
    }
  }
  const stopHearing = live.listen((events) => {
    for (const { event, at } of events)
      if (event.type === 'QuestionAnswered') vault.ended({ kind: 'question', id: event.question }, at)
  })
  tidy()
  return {
    ...vault,
    close: () => {
      stopHearing()
      stopTimer()
      vault.close()
    },
  }
}
