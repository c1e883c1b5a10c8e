/** Services as large rows. A touch on the row takes the number; a button beside it tells what to bring. */
import { fill, language, say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import type { Service } from '../hall/catalogue.ts'
import type { ServiceId } from '../hall/ids.ts'
import { ListIcon } from './icons.tsx'
import { serviceOf, themeOf, view } from './live.ts'
import { Tiles } from './pages.tsx'
import { elder, go, place } from './place.ts'
import { sending, take } from './take.ts'
import { AUDIENCE_WORDS, W } from './words.ts'

type RowProps = { readonly service: Service; readonly withTheme: boolean }

const ServiceRow = ({ service, withTheme }: RowProps) => {
  const open = view.value?.open ?? false
  const letter = withTheme ? themeOf(service.theme)?.letter : undefined
  return (
    <div class="service-row">
      <button
        type="button"
        class="service-take"
        disabled={!open || sending.value !== undefined}
        onClick={() => void take(service.id)}
      >
        {letter !== undefined && (
          <span class="letter is-small" aria-hidden="true">
            {letter}
          </span>
        )}
        <span class="service-words">
          <span class="service-name">{either(service.name, service.nameEn)}</span>
          <span class="service-facts">
            {say(AUDIENCE_WORDS[service.audience])} · {fill(W.minutes, { count: service.expectedMinutes })}
          </span>
        </span>
        <span class="take-mark">{say(open ? W.takeShort : W.shut)}</span>
      </button>
      <button
        type="button"
        class="service-bring"
        onClick={() => go({ at: 'guide', service: service.id, from: place.value })}
      >
        <ListIcon />
        {say(W.bring)}
      </button>
    </div>
  )
}

type RowsProps = { readonly services: readonly ServiceId[]; readonly withTheme: boolean }

/** Least width and height of a row, mm. English names take two lines more often than Chinese ones. */
const leastRow = () => {
  const extra = language.value === 'en' ? 8 : 0
  return elder.value ? { width: 224, height: 50 + extra } : { width: 172, height: 32 + extra }
}

export const ServiceRows = ({ services, withTheme }: RowsProps) => (
  <Tiles
    things={services}
    list={services.join(' ')}
    least={leastRow()}
    class="service-rows"
    render={(id) => {
      const service = serviceOf(id)
      return service && <ServiceRow key={id} service={service} withTheme={withTheme} />
    }}
  />
)
