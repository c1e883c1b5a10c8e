/** 安全日志: the lines, newest first, whether the chain is whole, and some days as a table for elsewhere (X33). */
import { useSignal } from '@preact/signals'
import type { Problem } from '../client/ask.ts'
import { hallInfo } from '../client/hall-info.ts'
import { fill, say } from '../client/language.ts'
import { token } from '../client/session.ts'
import { businessDay } from '../hall/calendar.ts'
import { askHall, useAsked } from './manager-ask.ts'
import { Table } from './manager-table.tsx'
import { COMMON } from './manager-words.ts'
import { DETAIL_VALUES, DETAIL_WORDS, EVENT_WORDS, SECURITY } from './security-words.ts'
import { TroubleLine } from './trouble-line.tsx'

const REFRESH_MS = 10_000

type Line = {
  readonly position: number
  readonly at: number
  readonly type: string
  readonly outcome: 'ok' | 'refused'
  readonly whoName?: string
  readonly from?: string
  readonly aboutName?: string
  readonly who?: string
  readonly about?: string
  readonly data?: Readonly<Record<string, string | number | boolean>>
}

/** What is known by a word is said so; the rest as it stands in the log, so that nothing is left out. */
const detailOf = ({ data = {}, aboutName, whoName }: Line): string =>
  Object.entries(data)
    .filter(([name, value]) => name !== 'name' || (value !== aboutName && value !== whoName))
    .map(([name, value]) => {
      const meant = typeof value === 'string' ? DETAIL_VALUES[value] : undefined
      const text = meant ? say(meant) : String(value)
      const head = DETAIL_WORDS[name]
      if (head) return `${say(head)} ${text}`
      return meant ? text : `${name} ${text}`
    })
    .join(' · ')

/** Saved by the browser as the server names it. A link could not carry the token. */
const saveCsv = async (from: string, to: string): Promise<boolean> => {
  const info = await hallInfo()
  if (!info.ok) return false
  const response = await fetch(`/api/halls/${info.hall}/security/log.csv?${new URLSearchParams({ from, to })}`, {
    headers: { authorization: `Bearer ${token.value}` },
  })
  if (!response.ok) return false
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = `security-${from}-${to}.csv`
  link.click()
  URL.revokeObjectURL(link.href)
  return true
}

const Export = ({ today }: { readonly today: string }) => {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const data = new FormData(event.currentTarget)
    void saveCsv(String(data.get('from')), String(data.get('to')))
  }
  return (
    <form class="security-export" onSubmit={submit}>
      <label>
        {say(SECURITY.exportFrom)} <input name="from" type="date" required defaultValue={today} />
      </label>
      <label>
        {say(SECURITY.exportTo)} <input name="to" type="date" required defaultValue={today} />
      </label>
      <button type="submit" class="row-act">
        {say(SECURITY.export)}
      </button>
    </form>
  )
}

const Check = () => {
  const found = useSignal<{ rows: number; bad?: number } | Problem | undefined>(undefined)
  const check = async (): Promise<void> => {
    found.value = await askHall<{ rows: number; bad?: number }>('security/check')
  }
  const shown = found.value
  return (
    <>
      <button type="button" class="row-act" onClick={() => void check()}>
        {say(SECURITY.check)}
      </button>
      {shown && 'rows' in shown && (
        <span class={shown.bad === undefined ? 'badge good' : 'badge bad'} role="status">
          {shown.bad === undefined
            ? fill(SECURITY.good, { rows: Number(shown.rows) })
            : fill(SECURITY.bad, { bad: Number(shown.bad) })}
        </span>
      )}
    </>
  )
}

export const SecurityLogCard = ({ timeZone }: { readonly timeZone: string }) => {
  const before = useSignal<number | undefined>(undefined)
  const refused = useSignal(false)
  const query = new URLSearchParams({
    ...(before.value === undefined ? {} : { before: String(before.value) }),
    ...(refused.value ? { refused: '1' } : {}),
  })
  const list = useAsked<{ records: readonly Line[] }>(`security/log?${query}`, REFRESH_MS)
  const time = new Intl.DateTimeFormat('zh-CN', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  const lines = list.value?.records ?? []
  const last = lines.at(-1)?.position ?? 1
  return (
    <section class="panel">
      <h2>{say(SECURITY.log)}</h2>
      <p class="hint">{say(SECURITY.logHint)}</p>
      <div class="security-log-head">
        <label class="security-only">
          <input
            type="checkbox"
            checked={refused.value}
            onChange={({ currentTarget }) => {
              refused.value = currentTarget.checked
              before.value = undefined
            }}
          />
          {say(SECURITY.onlyRefused)}
        </label>
        <Check />
        <span class="spring" />
        <Export today={businessDay(Date.now(), timeZone)} />
      </div>
      <TroubleLine problem={list.problem} />
      <Table
        rows={lines}
        keyOf={({ position }) => String(position)}
        empty={list.value ? SECURITY.noLog : COMMON.loading}
        columns={[
          { head: SECURITY.at, cell: ({ at }) => time.format(at) },
          {
            head: SECURITY.what,
            tone: ({ outcome }) => (outcome === 'refused' ? 'bad' : ''),
            cell: ({ type, outcome }) => {
              const known = EVENT_WORDS[type]
              const name = known ? say(known) : type
              return outcome === 'refused' ? `${name} · ${say(SECURITY.refused)}` : name
            },
          },
          { head: SECURITY.who, cell: ({ whoName }) => whoName ?? '' },
          { head: SECURITY.from, cell: ({ from }) => from ?? '' },
          { head: SECURITY.about, cell: ({ aboutName, about, who }) => (about === who ? '' : (aboutName ?? '')) },
          { head: SECURITY.more, tone: () => 'security-detail', cell: detailOf },
        ]}
      />
      <div class="security-log-head">
        <button
          type="button"
          class="row-act"
          disabled={before.value === undefined}
          onClick={() => {
            before.value = undefined
          }}
        >
          {say(SECURITY.newest)}
        </button>
        <button
          type="button"
          class="row-act"
          disabled={last <= 1}
          onClick={() => {
            before.value = last
          }}
        >
          {say(SECURITY.older)}
        </button>
      </div>
    </section>
  )
}
