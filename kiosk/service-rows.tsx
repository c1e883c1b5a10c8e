/** Services as large rows. A touch on the row takes the number, or ticks it; a button beside it tells what to bring. */
import { catalogue } from '../client/catalogue.ts'
import { fill, language, say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import type { Elsewhere, Service } from '../hall/catalogue.ts'
import type { ServiceId } from '../hall/ids.ts'
import { ListIcon } from './icons.tsx'
import { rowOf, serviceOf, themeOf, view } from './live.ts'
import { Tiles } from './pages.tsx'
import { elder, go, place } from './place.ts'
import { AUDIENCE_WORDS, ELSEWHERE, SERVICE } from './service-words.ts'
import { canTake, standingOf } from './standing.ts'
import { standingText } from './standing-words.ts'
import { choose, sending } from './take.ts'
import { basket, several } from './wanted.ts'

type RowProps = { readonly service: Service; readonly withTheme: boolean }

const Letter = ({ service }: { readonly service: Service }) => (
  <span class="letter is-small" aria-hidden="true">
    {themeOf(service.theme)?.letter}
  </span>
)

/** Hanzi after which a name is set smaller; Latin letters are about half as wide. */
const LONG = 18
const isLong = (name: string): boolean => name.length - 0.55 * (name.match(/[ -~]/g) ?? []).length > LONG

const Name = ({ of }: { readonly of: Pick<Service, 'name' | 'nameEn'> }) => {
  const name = either(of.name, of.nameEn)
  return <span class={`service-name ${isLong(name) ? 'is-long' : ''}`}>{name}</span>
}

const ServiceRow = ({ service, withTheme }: RowProps) => {
  const seen = view.value
  if (!seen) return null
  const standing = standingOf(service.id, seen, rowOf(service.theme))
  const free = canTake(standing)
  const chosen = basket.value.indexOf(service.id) + 1
  const trouble = standingText(standing)
  const look = (): void => go({ at: 'guide', service: service.id, from: place.value })
  const mark = several.value ? (chosen > 0 ? SERVICE.chosen : SERVICE.choose) : SERVICE.takeShort
  return (
    <div class={`service-row ${chosen > 0 ? 'is-chosen' : ''} ${free ? '' : 'is-shut'}`}>
      <button
        type="button"
        class="service-take"
        disabled={sending.value !== undefined}
        {...(several.value && free ? { 'aria-pressed': chosen > 0 } : {})}
        onClick={() => (free ? choose(service.id) : look())}
      >
        {withTheme && <Letter service={service} />}
        <span class="service-words">
          <Name of={service} />
          <span class="service-facts">
            {trouble === undefined ? (
              `${say(AUDIENCE_WORDS[service.audience])} · ${fill(SERVICE.minutes, { count: service.expectedMinutes })}`
            ) : (
              <b>{trouble}</b>
            )}
          </span>
        </span>
        <span class="take-mark">{free ? fill(mark, { place: chosen }) : say(SERVICE.look)}</span>
      </button>
      <button type="button" class="service-bring" onClick={look}>
        <ListIcon />
        {say(SERVICE.bring)}
      </button>
    </div>
  )
}

const ElsewhereRow = ({ item }: { readonly item: Elsewhere }) => (
  <div class="service-row is-elsewhere">
    <button type="button" class="service-take" onClick={() => go({ at: 'elsewhere', id: item.id, from: place.value })}>
      <span class="service-words">
        <Name of={item} />
        <span class="service-facts">
          <b>{say(ELSEWHERE.notHereShort)}</b> · {item.office}
        </span>
      </span>
      <span class="take-mark">{say(ELSEWHERE.seeWhere)}</span>
    </button>
  </div>
)

type RowsProps = { readonly services: readonly ServiceId[]; readonly withTheme: boolean }

/** Least width and height of a row, mm; names of several lines make all rows of their page higher. */
const leastRow = () => ({
  width: elder.value ? 224 : language.value === 'en' ? 200 : 172,
  height: elder.value ? 36 : 26,
})

/** Rows of services, and of what is not handled here; both have ids of one kind. */
export const ServiceRows = ({ services, withTheme }: RowsProps) => (
  <Tiles
    things={services}
    list={services.join(' ')}
    least={leastRow()}
    class="service-rows"
    render={(id) => {
      const service = serviceOf(id)
      if (service) return <ServiceRow key={id} service={service} withTheme={withTheme} />
      const item = catalogue.value?.elsewhere?.find((one) => one.id === id)
      return item && <ElsewhereRow key={id} item={item} />
    }}
  />
)
