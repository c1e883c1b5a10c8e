/** The services of one theme, for people, for companies, or all. */
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import { either, isUnstaffed } from '../client/phrases.ts'
import { tick } from '../client/time.ts'
import type { ThemeId } from '../hall/ids.ts'
import { MATTERS_MAX } from '../hall/legs.ts'
import { AudienceFilter, isFor } from './audience-filter.tsx'
import { Frame } from './frame.tsx'
import { Waiting } from './home.tsx'
import { rowOf, view } from './live.ts'
import { Basket, Options } from './options.tsx'
import { audience } from './place.ts'
import { ServiceRows } from './service-rows.tsx'
import { closingIn, todayOf } from './standing.ts'
import { closingText, todayText } from './standing-words.ts'
import { basket, several } from './wanted.ts'
import { W } from './words.ts'

/** What a touch does here. */
export const Tip = () => (
  <p class="head-tip">
    {several.value
      ? fill(basket.value.length < MATTERS_MAX ? W.severalHint : W.severalFull, { most: MATTERS_MAX })
      : say(W.chooseService)}
  </p>
)

const Head = ({ theme }: { readonly theme: ThemeId }) => {
  const row = rowOf(theme)
  const open = view.value?.open ?? false
  return (
    <div class="head-theme">
      <span class="letter" aria-hidden="true">
        {row?.letter}
      </span>
      <div>
        <h1>{either(row?.name ?? '', row?.nameEn ?? '')}</h1>
        {open && row ? <Waiting row={row} /> : <span class="waiting is-warning">{say(W.hallClosed)}</span>}
      </div>
      {open && <Tip />}
    </div>
  )
}

/** The one thing that should be known of this queue before a number is taken; nothing on an ordinary day. */
const Notice = ({ theme }: { readonly theme: ThemeId }) => {
  const row = rowOf(theme)
  const seen = view.value
  if (!row || !seen?.open) return null
  const closing = closingIn(seen, tick.value)
  const today = todayOf(row, seen, tick.value)
  const lines = [
    ...(isUnstaffed(row) ? [say(W.noWindowLong)] : []),
    ...(today === 'uncertain' || today === 'unlikely' ? [todayText(today)] : []),
    ...(closing === undefined ? [] : [closingText(closing)]),
  ]
  return lines.length === 0 ? null : <p class="notice-line">{lines.join(say(['。', '. ']))}</p>
}

export const ThemePage = ({ theme }: { readonly theme: ThemeId }) => {
  const all = (catalogue.value?.services ?? []).filter((service) => service.theme === theme)
  // Choosing between people and companies helps only where the services differ.
  const differ = new Set(all.map((service) => service.audience)).size > 1
  const shown = differ ? all.filter((service) => isFor(service, audience.value)) : all
  return (
    <Frame class="theme" head={<Head theme={theme} />}>
      <Notice theme={theme} />
      <div class="toolbar">
        {differ && <AudienceFilter />}
        <Options />
      </div>
      {shown.length === 0 ? (
        <p class="nothing">{say(W.noServices)}</p>
      ) : (
        <ServiceRows services={shown.map((service) => service.id)} withTheme={false} />
      )}
      <Basket />
    </Frame>
  )
}
