/** The matters of one number in the order in which they will be done, each of which can be taken off again (K18). */
import { fill, say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import { BASKET } from './choice-words.ts'
import { Frame } from './frame.tsx'
import { EraseIcon } from './icons.tsx'
import { serviceOf } from './live.ts'
import { Tiles } from './pages.tsx'
import { elder } from './place.ts'
import { askFor, sending } from './take.ts'
import { basket, ticked } from './wanted.ts'
import './choices.css'

const Row = ({ id, place }: { readonly id: string; readonly place: number }) => {
  const service = serviceOf(id)
  const name = service ? either(service.name, service.nameEn) : id
  return (
    <div class="service-row basket-row">
      <span class="material-place">{place}</span>
      <span class="service-name">{name}</span>
      <button
        type="button"
        class="service-bring"
        aria-label={`${say(BASKET.remove)} ${name}`}
        onClick={() => {
          basket.value = ticked(basket.value, id)
        }}
      >
        <EraseIcon />
        {say(BASKET.remove)}
      </button>
    </div>
  )
}

export const BasketPage = () => {
  const [first, ...rest] = basket.value
  return (
    <Frame
      class="theme"
      head={
        <div class="head-theme">
          <div>
            <h1>{say(BASKET.title)}</h1>
            <p class="head-small">{say(BASKET.hint)}</p>
          </div>
        </div>
      }
      action={
        first !== undefined && (
          <button
            type="button"
            class="take-button"
            disabled={sending.value !== undefined}
            onClick={() => askFor([first, ...rest])}
          >
            {fill(BASKET.take, { count: basket.value.length })}
          </button>
        )
      }
    >
      {first === undefined ? (
        <p class="nothing">{say(BASKET.empty)}</p>
      ) : (
        <Tiles
          things={basket.value}
          list="basket"
          least={elder.value ? { width: 224, height: 34 } : { width: 172, height: 24 }}
          class="service-rows"
          render={(id) => <Row key={id} id={id} place={basket.value.indexOf(id) + 1} />}
        />
      )}
    </Frame>
  )
}
