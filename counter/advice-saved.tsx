/** What was advised and done today, and the minutes of waiting that each act saved. */
import { fill, say } from '../client/language.ts'
import { clock } from '../client/time.ts'
import type { Saved } from '../hall/advice/saved.ts'
import { doneText, stepped } from './advice-text.ts'
import { SAVED } from './advice-words.ts'
import { useAsked } from './manager-ask.ts'
import { Table } from './manager-table.tsx'

const ASK_EVERY_MS = 60_000

export const AdviceSaved = ({ timeZone }: { readonly timeZone: string }) => {
  const { value } = useAsked<{ readonly acts: readonly Saved[] }>('advice/saved', ASK_EVERY_MS)
  const acts = value?.acts ?? []
  const sum = stepped(acts.reduce((all, { savedMs }) => all + savedMs, 0))
  return (
    <section class="panel">
      <h2>
        {say(SAVED.title)}
        {acts.length > 0 && <small>{fill(SAVED.sum, { minutes: sum })}</small>}
      </h2>
      <Table
        rows={acts}
        keyOf={({ at, counter }) => `${at} ${counter}`}
        empty={SAVED.none}
        columns={[
          { head: SAVED.time, cell: ({ at }) => clock(at, timeZone) },
          { head: SAVED.act, cell: doneText },
          { head: SAVED.until, cell: ({ until }) => (until === null ? say(SAVED.still) : clock(until, timeZone)) },
          { head: SAVED.saved, hint: SAVED.hint, cell: ({ savedMs }) => stepped(savedMs) },
          { head: SAVED.least, cell: ({ savedAtLeastMs }) => stepped(savedAtLeastMs) },
        ]}
      />
    </section>
  )
}
