/** What can be chosen besides a matter: several of them on one number, and to go first. */

import { GROUND_WORDS } from '../client/ground-words.ts'
import { fill, say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import { serviceOf, view } from './live.ts'
import { go, type Matters, place } from './place.ts'
import { askFor, sending } from './take.ts'
import { basket, chooseSeveral, ground, grounds, several } from './wanted.ts'
import { W } from './words.ts'

/** The switches; none while the hall gives no numbers. */
export const Options = () =>
  view.value?.open ? (
    <div class="options">
      <button type="button" class="option" aria-pressed={several.value} onClick={() => chooseSeveral(!several.value)}>
        <span class="switch" aria-hidden="true" />
        {say(W.several)}
      </button>
      {grounds.value.length > 0 && (
        <button
          type="button"
          class="option"
          aria-pressed={ground.value !== undefined}
          onClick={() => go({ at: 'precedence', from: place.value })}
        >
          <span class="switch" aria-hidden="true" />
          {ground.value === undefined ? say(W.first) : fill(W.firstOn, { ground: say(GROUND_WORDS[ground.value]) })}
        </button>
      )}
    </div>
  ) : null

/** The matters chosen so far, at the bottom of every page where more can be chosen. */
export const Basket = () => {
  const [first, ...rest] = basket.value
  if (!several.value || first === undefined) return null
  const matters: Matters = [first, ...rest]
  const names = matters.flatMap((id) => {
    const service = serviceOf(id)
    return service ? [either(service.name, service.nameEn)] : []
  })
  return (
    <section class="basket" aria-label={say(W.several)}>
      <p class="basket-words" role="status">
        {fill(W.basket, { count: matters.length })}
        <b>{names.map((name, index) => `${index + 1} ${name}`).join('，')}</b>
      </p>
      <button type="button" class="basket-list" onClick={() => go({ at: 'basket', from: place.value })}>
        {say(W.seeBasket)}
      </button>
      <button type="button" class="basket-take" disabled={sending.value !== undefined} onClick={() => askFor(matters)}>
        {say(W.takeOne)}
      </button>
    </section>
  )
}
