/** The services of one theme, for people, for companies, or all. */
import { catalogue } from '../client/catalogue.ts'
import { say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import type { Service } from '../hall/catalogue.ts'
import type { ThemeId } from '../hall/ids.ts'
import { Frame } from './frame.tsx'
import { Waiting } from './home.tsx'
import { rowOf, view } from './live.ts'
import { type Audience, audience } from './place.ts'
import { ServiceRows } from './service-rows.tsx'
import { W } from './words.ts'

const AUDIENCES: readonly Audience[] = ['all', 'person', 'company']

const isFor = (service: Service, wanted: Audience): boolean =>
  wanted === 'all' || service.audience === 'both' || service.audience === wanted

const Filter = () => (
  <div class="filter">
    {AUDIENCES.map((one) => (
      <button
        key={one}
        type="button"
        class="filter-choice"
        aria-pressed={audience.value === one}
        onClick={() => {
          audience.value = one
        }}
      >
        {say(W[one])}
      </button>
    ))}
  </div>
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
      {open && <p class="head-tip">{say(W.chooseService)}</p>}
    </div>
  )
}

export const ThemePage = ({ theme }: { readonly theme: ThemeId }) => {
  const all = (catalogue.value?.services ?? []).filter((service) => service.theme === theme)
  const shown = all.filter((service) => isFor(service, audience.value))
  // Choosing between people and companies helps only where the services differ.
  const differ = new Set(all.map((service) => service.audience)).size > 1
  const row = rowOf(theme)
  return (
    <Frame class="theme" head={<Head theme={theme} />}>
      {view.value?.open && row?.estimate === null && <p class="notice-line">{say(W.noWindowLong)}</p>}
      {differ && <Filter />}
      {shown.length === 0 ? (
        <p class="nothing">{say(W.noServices)}</p>
      ) : (
        <ServiceRows services={(differ ? shown : all).map((service) => service.id)} withTheme={false} />
      )}
    </Frame>
  )
}
