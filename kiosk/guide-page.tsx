/** 办事指南 before anybody queues: the thirteen fields of S000-12, on the screen, on paper and for the phone (K16). */
import { catalogue } from '../client/catalogue.ts'
import { fill, language, say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import type { Material, Service } from '../hall/catalogue.ts'
import { Flow } from './flow.tsx'
import { Frame } from './frame.tsx'
import { rowOf, themeOf, view } from './live.ts'
import { Basket } from './options.tsx'
import { FORM_WORDS, SERVICE } from './service-words.ts'
import { canTake, standingOf } from './standing.ts'
import { standingText } from './standing-words.ts'
import { choose, sending } from './take.ts'
import { TakeAlong } from './take-along.tsx'
import { FIELD_WORDS, type Field, thirteenOf } from './thirteen.ts'
import { basket, several } from './wanted.ts'
import './guide.css'

const MaterialRow = ({ material, place }: { readonly material: Material; readonly place: number }) => (
  <li class="material">
    <span class="material-place" aria-hidden="true">
      {place}
    </span>
    <div>
      <p class="material-name">
        {material.name}{' '}
        <span class="material-form">
          {fill(SERVICE.copies, { form: say(FORM_WORDS[material.form]), count: material.copies })}
        </span>
      </p>
      {material.condition !== undefined && <p class="material-condition">{material.condition}</p>}
      <p class="material-basis">
        {say(SERVICE.basis)} {material.basis}
      </p>
    </div>
  </li>
)

const Materials = ({ checklist }: Pick<Service, 'checklist'>) =>
  checklist.length === 0 ? (
    say(SERVICE.noMaterials)
  ) : (
    <ol class="materials">
      {checklist.map((material, index) => (
        <MaterialRow key={material.name} material={material} place={index + 1} />
      ))}
    </ol>
  )

const FieldRow = ({ field, service }: { readonly field: Field; readonly service: Service }) => (
  <div class={`fact is-${field.name}`}>
    <dt>{say(FIELD_WORDS[field.name])}</dt>
    <dd>
      {field.name === 'materials' ? (
        <Materials checklist={service.checklist} />
      ) : (
        field.lines.map((line) => <p key={line}>{line}</p>)
      )}
    </dd>
  </div>
)

/** The number, from here too; what stands in its way is said instead. */
const TakeButton = ({ service }: { readonly service: Service }) => {
  const seen = view.value
  if (!seen) return null
  const standing = standingOf(service.id, seen, rowOf(service.theme))
  const trouble = standingText(standing)
  const chosen = basket.value.indexOf(service.id) + 1
  const word = several.value ? (chosen > 0 ? SERVICE.chosen : SERVICE.choose) : SERVICE.take
  return (
    <div class="guide-take">
      {trouble !== undefined && <p class="notice-line">{trouble}</p>}
      {canTake(standing) && (
        <button
          type="button"
          class="take-button"
          disabled={sending.value !== undefined}
          {...(several.value ? { 'aria-pressed': chosen > 0 } : {})}
          onClick={() => choose(service.id)}
        >
          {fill(word, { place: chosen })}
        </button>
      )}
    </div>
  )
}

export const GuidePage = ({ service }: { readonly service: Service }) => (
  <Frame
    class="guide"
    head={
      <div class="head-theme">
        <span class="letter" aria-hidden="true">
          {themeOf(service.theme)?.letter}
        </span>
        <div>
          <h1>{either(service.name, service.nameEn)}</h1>
          {language.value === 'en' && (
            <p class="head-small">
              {service.name} · {say(SERVICE.chineseNames)}
            </p>
          )}
        </div>
      </div>
    }
    action={
      <div class="guide-acts">
        <TakeAlong id={service.id} kind="service" />
        <TakeButton service={service} />
        <Basket />
      </div>
    }
  >
    <Flow>
      <dl class="facts">
        {catalogue.value &&
          thirteenOf(service, catalogue.value).map((field) => (
            <FieldRow key={field.name} field={field} service={service} />
          ))}
      </dl>
    </Flow>
  </Frame>
)
