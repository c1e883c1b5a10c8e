/** 存储与备份: how much room there is, the last good backups, the second disk, and what a damaged ledger became. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Problem } from '../client/ask.ts'
import { fill, language, say, type Word } from '../client/language.ts'
import { clock, dateText } from '../client/time.ts'
import { askHall, mayAct, useAsked } from './manager-ask.ts'
import type { TabProps } from './manager-floor-type.ts'
import { Table } from './manager-table.tsx'
import { BACKUP_KINDS, S } from './system-words.ts'
import { TroubleLine } from './trouble-line.tsx'

type Backup = {
  readonly name: string
  readonly at: number
  readonly kind: keyof typeof BACKUP_KINDS
  readonly position: number
  readonly bytes: number
}
type Restored = {
  readonly at: number
  readonly bad: number
  readonly backup: string | null
  readonly position: number
  readonly known: number | null
  readonly aside: string
}
type StorageState = {
  readonly watched: boolean
  readonly position: number
  readonly freeBytes?: number
  readonly stopped?: boolean
  readonly root: string
  readonly running: boolean
  readonly trouble?: string
  readonly backups: readonly Backup[]
  readonly journal?: number
  readonly keepDays: number
  readonly left?: { readonly day: string }
  readonly restored?: Restored
}

const REFRESH_MS = 5_000
const MB = 1024 * 1024
/** As the server's own limit for saying so (Z17). */
const LOW_BYTES = 500 * MB

/** Bytes as people buy disks. */
export const sizeText = (bytes: number): string =>
  bytes >= 1024 * MB
    ? fill(S.gb, { size: (bytes / 1024 / MB).toFixed(1) })
    : fill(S.mb, { size: Math.max(bytes > 0 ? 0.1 : 0, Math.round((bytes / MB) * 10) / 10) })

type FactProps = {
  readonly name: Word
  readonly value: ComponentChildren
  readonly remark: string
  readonly tone?: string
}
const Fact = ({ name, value, remark, tone = '' }: FactProps) => (
  <>
    <dt>{say(name)}</dt>
    <dd class={tone}>{value}</dd>
    <dd class={tone}>{remark}</dd>
  </>
)

const roomOf = ({ freeBytes, stopped }: StorageState): readonly [remark: string, tone: string] => {
  if (stopped) return [say(S.freeStop), 'red']
  return freeBytes !== undefined && freeBytes < LOW_BYTES ? [say(S.freeLow), 'amber'] : [say(S.freeWell), '']
}

const journalOf = ({ journal, position }: StorageState): readonly [value: string, remark: string] => {
  if (journal === undefined) return ['—', say(S.journalNone)]
  const behind = position - journal
  return [
    fill(S.journalWell, { position: journal }),
    behind > 0 ? fill(S.journalBehind, { count: behind }) : say(S.upToDate),
  ]
}

type RestoredProps = { readonly restored: Restored; readonly when: string; readonly onSeen: () => void }
const RestoredNote = ({ restored, when, onSeen }: RestoredProps) => {
  const { bad, position, backup, known, aside } = restored
  const from = say(backup === null ? S.fromItself : S.fromBackup)
  return (
    <div class="system-restored">
      <p>{fill(S.restored, { when, bad, position, from })}</p>
      <p>
        {known !== null && known > position
          ? fill(S.lost, { from: position + 1, to: known })
          : known !== null && say(S.lostNothing)}
      </p>
      <p>{fill(S.aside, { aside })}</p>
      {mayAct('system') && (
        <button type="button" class="action soft" onClick={onSeen}>
          {say(S.seen)}
        </button>
      )}
    </div>
  )
}

export const StorageCard = ({ floor: { view } }: TabProps) => {
  const { value, problem, reload } = useAsked<StorageState>('storage', REFRESH_MS)
  const refused = useSignal<Problem | undefined>(undefined)
  const asking = useSignal(false)
  const act = async (path: string): Promise<void> => {
    asking.value = true
    const answer = await askHall(path, { method: 'POST', body: {} })
    asking.value = false
    refused.value = answer.ok ? undefined : answer
    reload()
  }
  const when = (at: number): string => `${dateText(at, view.timeZone, language.value)} ${clock(at, view.timeZone)}`
  const [latest] = value?.backups ?? []
  const busy = asking.value || value?.running === true
  const since = value && latest ? value.position - latest.position : 0
  return (
    <section class="panel">
      <div class="row">
        <h2>{say(S.title)}</h2>
        <span class="spring" />
        {mayAct('system') && value?.watched && (
          <button type="button" class="action soft" disabled={busy} onClick={() => void act('storage/backups')}>
            {say(busy ? S.running : S.now)}
          </button>
        )}
      </div>
      <p class="hint">{say(value?.watched === false ? S.notWatched : S.hint)}</p>
      <TroubleLine problem={refused.value ?? problem} />
      {value?.restored && (
        <RestoredNote
          restored={value.restored}
          when={when(value.restored.at)}
          onSeen={() => void act('storage/restored-seen')}
        />
      )}
      {value?.trouble !== undefined && <p class="bad">{fill(S.failed, { reason: value.trouble })}</p>}
      {value?.watched && (
        <>
          <dl class="system-facts">
            {value.freeBytes !== undefined && (
              <Fact name={S.free} value={sizeText(value.freeBytes)} remark={roomOf(value)[0]} tone={roomOf(value)[1]} />
            )}
            <Fact
              name={S.latest}
              value={latest ? when(latest.at) : '—'}
              remark={latest ? (since > 0 ? fill(S.behind, { count: since }) : say(S.upToDate)) : say(S.none)}
            />
            <Fact name={S.journal} value={journalOf(value)[0]} remark={journalOf(value)[1]} />
            <Fact
              name={S.keep}
              value={fill(S.keepDays, { days: value.keepDays })}
              remark={value.left ? fill(S.keepLeft, { day: value.left.day }) : say(S.keepAll)}
            />
            <Fact name={S.place} value={value.root} remark={value.journal === undefined ? say(S.samePlace) : ''} />
          </dl>
          {value.backups.length > 0 && (
            <details>
              <summary>{fill(S.all, { count: value.backups.length })}</summary>
              <Table
                rows={value.backups}
                keyOf={({ name }) => name}
                empty={S.none}
                tight
                columns={[
                  { head: S.when, cell: ({ at }) => when(at) },
                  { head: S.kind, cell: ({ kind }) => say(BACKUP_KINDS[kind]) },
                  { head: S.position, cell: ({ position }) => position },
                  { head: S.size, cell: ({ bytes }) => sizeText(bytes) },
                ]}
              />
            </details>
          )}
        </>
      )}
    </section>
  )
}
