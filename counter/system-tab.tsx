/** 系统: disk and backups, the ledger's own checks, the standby and the line, each card fetched by itself. */
import { say } from '../client/language.ts'
import { afterwards } from './afterwards.ts'
import type { TabProps } from './manager-floor-type.ts'
import { S } from './system-words.ts'
import './system.css'

const storage = afterwards(() => import('./system-storage-card.tsx'))
const ledger = afterwards(() => import('./system-ledger-card.tsx'))
const standby = afterwards(() => import('./system-standby-card.tsx'))
const line = afterwards(() => import('./system-line-card.tsx'))

const Coming = () => <section class="panel hint">{say(S.coming)}</section>

export const SystemTab = (props: TabProps) => {
  const Storage = storage.value?.StorageCard ?? Coming
  const Ledger = ledger.value?.LedgerCard ?? Coming
  const Standby = standby.value?.StandbyCard ?? Coming
  const Line = line.value?.LineCard ?? Coming
  return (
    <div class="system">
      <Storage {...props} />
      <Ledger {...props} />
      <Standby {...props} />
      <Line {...props} />
    </div>
  )
}
