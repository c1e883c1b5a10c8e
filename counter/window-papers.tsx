/** The papers that a window gives about the visit in front, whether or not anything is ticked (S000-12, S004-29, S004-30). */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import type { Service } from '../hall/catalogue.ts'
import type { NoticeKind } from '../hall/commands.ts'
import type { TicketCard } from '../hall/views/card.ts'
import { busy } from './acting.ts'
import { SHEET } from './window-sheet-words.ts'
import type { Panel } from './window-state.ts'

type Props = { readonly panel: Panel; readonly service: Service; readonly ticket: TicketCard }

export const Papers = ({ panel, service, ticket }: Props) => {
  const sent = useSignal(false)
  const collects = catalogue.value?.counters.some(({ role }) => role === 'collect')
  const papers: readonly (readonly [kind: NoticeKind, text: string, given: boolean | undefined])[] = [
    ['guide', say(SHEET.guideNotice), true],
    ['service', say(SHEET.serviceNotice), true],
    ['special', fill(SHEET.specialNotice, { name: service.special?.name ?? '' }), service.special !== undefined],
    ['journey', say(SHEET.journeyNotice), ticket.legs !== undefined],
    ['collection', say(SHEET.collectionNotice), collects],
  ]
  const give = async (kind: NoticeKind): Promise<void> => {
    sent.value = false
    sent.value = await panel.does('notice', [{ type: 'GiveNotice', service: service.id, kind, ticket: ticket.id }])
  }
  return (
    <div class="row give">
      <span class="hint">{say(SHEET.print)}</span>
      {papers.map(
        ([kind, text, given]) =>
          given && (
            <button
              key={kind}
              type="button"
              class="action soft"
              disabled={busy.value !== undefined}
              onClick={() => void give(kind)}
            >
              {text}
            </button>
          ),
      )}
      {sent.value && (
        <span class="good" role="status">
          {say(SHEET.printed)}
        </span>
      )}
    </div>
  )
}
