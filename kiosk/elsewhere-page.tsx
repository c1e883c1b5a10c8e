/** What is not handled here (S000-15): the list of it, and for each why, where, when and whom to ring. No number (K17). */
import { catalogue } from '../client/catalogue.ts'
import { say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import type { Elsewhere } from '../hall/catalogue.ts'
import type { ServiceId } from '../hall/ids.ts'
import { Frame } from './frame.tsx'
import { ServiceRows } from './service-rows.tsx'
import { ELSEWHERE } from './service-words.ts'
import { TakeAlong } from './take-along.tsx'
import './guide.css'

/** What is known of it, in the order in which somebody needs it. */
const factsOf = ({ reason, office, address, hours, phone }: Elsewhere) =>
  (
    [
      ['office', office],
      ['address', address],
      ['hours', hours ?? say(ELSEWHERE.unknown)],
      ['phone', phone],
      ['reason', reason ?? ''],
    ] as const
  ).filter(([, text]) => text !== '')

const Card = ({ item }: { readonly item: Elsewhere }) => (
  <Frame
    class="guide elsewhere"
    head={
      <div class="head-theme">
        <div>
          <h1>{either(item.name, item.nameEn)}</h1>
          <p class="head-small">{say(ELSEWHERE.notHere)}</p>
        </div>
      </div>
    }
    action={
      <div class="guide-acts">
        <TakeAlong id={item.id} kind="elsewhere" />
      </div>
    }
  >
    <dl class="facts is-card">
      {factsOf(item).map(([name, text]) => (
        <div key={name} class={`fact is-${name}`}>
          <dt>{say(ELSEWHERE[name])}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  </Frame>
)

export const ElsewherePage = ({ id }: { readonly id?: ServiceId }) => {
  const items = catalogue.value?.elsewhere ?? []
  const item = items.find((one) => one.id === id)
  if (item) return <Card item={item} />
  return (
    <Frame
      class="theme"
      head={
        <div class="head-theme">
          <div>
            <h1>{say(ELSEWHERE.title)}</h1>
            <p class="head-small">{say(ELSEWHERE.hint)}</p>
          </div>
        </div>
      }
    >
      {items.length === 0 ? (
        <p class="nothing">{say(ELSEWHERE.none)}</p>
      ) : (
        <ServiceRows services={items.map((one) => one.id)} withTheme={false} />
      )}
    </Frame>
  )
}
