/** What to bring for one service, what it costs, how long it takes and where it is: 一次性告知, before anybody queues. */
import { catalogue } from '../client/catalogue.ts'
import { fill, language, say } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import type { Material, Service } from '../hall/catalogue.ts'
import { Frame } from './frame.tsx'
import { themeOf, view } from './live.ts'
import { Flow } from './pages.tsx'
import { sending, take } from './take.ts'
import { FORM_WORDS, W } from './words.ts'

const daysText = ({ promisedWorkingDays, statutoryWorkingDays }: Service): string =>
  promisedWorkingDays === 0
    ? say(W.daysAtOnce)
    : fill(W.daysText, { promised: promisedWorkingDays, statutory: statutoryWorkingDays })

/** The zone of the windows and the way there. */
export const whereOf = (service: Service): { readonly zone: string; readonly direction: string } => {
  const zone = catalogue.value?.zones.find((one) => one.id === themeOf(service.theme)?.zone)
  return {
    zone: zone ? either(zone.name, zone.nameEn) : '',
    direction: language.value === 'zh' ? (zone?.direction ?? '') : '',
  }
}

const Facts = ({ service }: { readonly service: Service }) => {
  const department = catalogue.value?.departments.find((one) => one.id === service.department)
  const { zone, direction } = whereOf(service)
  const facts = [
    [W.where, direction === '' ? zone : `${zone}（${direction}）`],
    [W.visit, fill(W.visitText, { count: service.expectedMinutes })],
    [W.days, daysText(service)],
    [W.fee, service.fee],
    [W.department, [department?.name, department?.phone].filter(Boolean).join(' ')],
  ] as const
  return (
    <dl class="facts">
      {facts.map(([label, text]) => (
        <div key={label[0]} class="fact">
          <dt>{say(label)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

const MaterialCard = ({ material, place }: { readonly material: Material; readonly place: number }) => (
  <li class="material">
    <span class="material-place" aria-hidden="true">
      {place}
    </span>
    <div>
      <p class="material-name">
        {material.name}{' '}
        <span class="material-form">
          {fill(W.copies, { form: say(FORM_WORDS[material.form]), count: material.copies })}
        </span>
      </p>
      {material.condition !== undefined && <p class="material-condition">{material.condition}</p>}
      <p class="material-basis">
        {say(W.basis)} {material.basis}
        {material.sample !== undefined && ` · ${say(W.sample)} ${material.sample}`}
      </p>
    </div>
  </li>
)

const TakeButton = ({ service }: { readonly service: Service }) => {
  const open = view.value?.open ?? false
  return (
    <button
      type="button"
      class="take-button"
      disabled={!open || sending.value !== undefined}
      onClick={() => void take(service.id)}
    >
      {say(open ? W.take : W.shut)}
    </button>
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
          {language.value === 'en' && <span class="waiting">{service.name}</span>}
        </div>
      </div>
    }
    action={<TakeButton service={service} />}
  >
    <Flow>
      <Facts service={service} />
      <h2 class="materials-title">
        {say(service.checklist.length === 0 ? W.noMaterials : W.materials)}
        {language.value === 'en' && service.checklist.length > 0 && <small>{say(W.chineseNames)}</small>}
      </h2>
      <ol class="materials">
        {service.checklist.map((material, index) => (
          <MaterialCard key={material.name} material={material} place={index + 1} />
        ))}
      </ol>
    </Flow>
  </Frame>
)
