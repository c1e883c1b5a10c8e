/** A page to take along: on paper, or by the phone's camera; both free of charge (K16, K17). */
import { useEffect } from 'preact/hooks'
import { say } from '../client/language.ts'
import type { ServiceId } from '../hall/ids.ts'
import { DoneIcon, PaperIcon, WarnIcon } from './icons.tsx'
import { view } from './live.ts'
import { forgetPrinted, printedOf, printNotice } from './notices.ts'
import { Qr } from './qr.tsx'
import { ALONG } from './service-words.ts'

type AlongProps = { readonly id: ServiceId; readonly kind: 'service' | 'elsewhere' }

const Print = ({ id, kind }: AlongProps) => {
  useEffect(() => forgetPrinted, [])
  if (view.value?.paper === 'out') return <p class="along-state is-warning">{say(ALONG.noPaper)}</p>
  const printed = printedOf(id)
  if (printed === 'sending') {
    return (
      <p class="along-state" role="status">
        {say(ALONG.printing)}
      </p>
    )
  }
  if (printed === 'sent') {
    return (
      <p class="along-state is-done" role="status">
        <DoneIcon />
        {say(ALONG.printed)}
      </p>
    )
  }
  return (
    <>
      {printed === 'failed' && (
        <p class="along-state is-warning" role="alert">
          <WarnIcon />
          {say(ALONG.printFailed)}
        </p>
      )}
      <button type="button" class="along-print" onClick={() => void printNotice(id, kind)}>
        <PaperIcon />
        <span>
          {say(kind === 'service' ? ALONG.print : ALONG.printAddress)}
          <small>{say(ALONG.free)}</small>
        </span>
      </button>
    </>
  )
}

/** The code opens `/g/<id>`, which every phone may read without a ticket. */
export const TakeAlong = ({ id, kind }: AlongProps) => (
  <section class="along">
    <Qr text={`${location.origin}/g/${id}`} label={say(ALONG.scan)} />
    <div class="along-words">
      <p>
        {say(ALONG.scan)}
        <small>{say(ALONG.free)}</small>
      </p>
      <Print id={id} kind={kind} />
    </div>
  </section>
)
