/**
 * The guide in the pocket: what a kiosk's code opens on a phone. It needs no sign-in and shows what the public catalogue
 * says: the thirteen fields of S000-12 (K16), or where to go with what is not handled here (K17).
 */
import { effect, signal } from '@preact/signals'
import { type ComponentChildren, render } from 'preact'
import { catalogue, needCatalogue } from '../client/catalogue.ts'
import { hallInfo } from '../client/hall-info.ts'
import { fill, language, say, speak } from '../client/language.ts'
import { either } from '../client/phrases.ts'
import type { Catalogue, Elsewhere, Material, Service } from '../hall/catalogue.ts'
import { daysText, idIn } from './service-address.ts'
import { PAGE } from './service-page-words.ts'
import { AUDIENCE_WORDS, ELSEWHERE, FORM_WORDS, SERVICE } from './service-words.ts'
import { FIELD_WORDS, type Field, placeText, thirteenOf } from './thirteen.ts'
import '../client/tokens.css'
import './service-page.css'

const id = idIn(location.pathname)
const failed = signal(false)

/** Any revision will do: a phone opens the page once, and what it is told then is in force. */
const open = async (): Promise<void> => {
  failed.value = false
  const info = await hallInfo()
  if (info.ok) await needCatalogue(Number.MAX_SAFE_INTEGER)
  failed.value = catalogue.value === undefined
}

const Ring = ({ phone, label }: { readonly phone: string; readonly label: string }) => (
  <a class="ring" href={`tel:${phone.replaceAll(/[^\d+*#]/g, '')}`}>
    <span>{label}</span>
    <b>{phone}</b>
  </a>
)

const Shell = ({ all, children }: { readonly all?: Catalogue; readonly children: ComponentChildren }) => (
  <div class="page">
    <header>
      <p class="hall-name">{all ? either(all.hall.name, all.hall.nameEn) : say(PAGE.title)}</p>
      <button
        type="button"
        lang={language.value === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => speak(language.value === 'zh' ? 'en' : 'zh')}
      >
        {say(PAGE.otherLanguage)}
      </button>
    </header>
    <main>{children}</main>
    {all && (
      <footer>
        <Ring phone={all.hall.hotline} label={say(PAGE.hotline)} />
        <p>{fill(PAGE.version, { hall: either(all.hall.name, all.hall.nameEn) })}</p>
      </footer>
    )}
  </div>
)

const Told = ({ title, hint, again }: { readonly title: string; readonly hint?: string; readonly again?: boolean }) => (
  <section class="told" role="status">
    <h1>{title}</h1>
    {hint !== undefined && <p>{hint}</p>}
    {again && (
      <button type="button" class="again" onClick={() => void open()}>
        {say(PAGE.again)}
      </button>
    )}
  </section>
)

const MaterialItem = ({ material }: { readonly material: Material }) => (
  <li>
    <p class="material">
      <b>{material.name}</b>
      <span>{fill(SERVICE.copies, { form: say(FORM_WORDS[material.form]), count: material.copies })}</span>
    </p>
    {material.condition !== undefined && (
      <p class="aside is-case">
        {say(PAGE.condition)}：{material.condition}
      </p>
    )}
    {material.sample !== undefined && (
      <p class="aside">
        {say(PAGE.sample)}：{material.sample}
      </p>
    )}
    <p class="aside">
      {say(SERVICE.basis)}：{material.basis}
    </p>
  </li>
)

const FieldCard = ({ field, service }: { readonly field: Field; readonly service: Service }) => (
  <section class={`field is-${field.name}`}>
    <h2>{say(FIELD_WORDS[field.name])}</h2>
    {field.name === 'materials' && service.checklist.length > 0 ? (
      <ol class="materials">
        {service.checklist.map((material) => (
          <MaterialItem key={material.name} material={material} />
        ))}
      </ol>
    ) : (
      field.lines.map((line) => <p key={line}>{line}</p>)
    )}
  </section>
)

const Fact = ({ label, text }: { readonly label: string; readonly text: string }) =>
  text === '' ? null : (
    <div>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  )

/** What somebody wants to know first, before the thirteen fields. */
const Gist = ({ service, all, fields }: ServiceProps & { readonly fields: readonly Field[] }) => {
  const line = (name: Field['name']): string => fields.find((field) => field.name === name)?.lines[0] ?? ''
  const zone = all.zones.find(({ id: zoneId }) => zoneId === all.themes.find((row) => row.id === service.theme)?.zone)
  const { length } = service.checklist
  return (
    <dl class="gist">
      <Fact label={say(PAGE.where)} text={placeText(service, all)} />
      <Fact label={say(PAGE.direction)} text={zone?.direction ?? ''} />
      <Fact
        label={say(PAGE.bring)}
        text={length === 0 ? say(PAGE.bringNothing) : fill(PAGE.bringCount, { count: length })}
      />
      <Fact label={say(PAGE.howLong)} text={line('term')} />
      <Fact label={say(PAGE.cost)} text={line('fee')} />
      <Fact label={say(PAGE.open)} text={`${daysText(all.hours.weekdays)} ${all.hours.open}–${all.hours.close}`} />
      <Fact label={say(PAGE.address)} text={all.hall.address} />
    </dl>
  )
}

type ServiceProps = { readonly service: Service; readonly all: Catalogue }

const ServiceGuide = ({ service, all }: ServiceProps) => {
  const fields = thirteenOf(service, all)
  const department = all.departments.find((row) => row.id === service.department)
  return (
    <>
      <section class="title">
        <p class="kind">
          {say(PAGE.title)} · {say(AUDIENCE_WORDS[service.audience])}
        </p>
        <h1>{either(service.name, service.nameEn)}</h1>
        {language.value === 'en' && (
          <p class="chinese">
            <span lang="zh-CN">{service.name}</span> · {say(PAGE.chineseOnly)}
          </p>
        )}
      </section>
      <Gist service={service} all={all} fields={fields} />
      <section class="take">
        <p>{say(PAGE.takeNumber)}</p>
        {service.identity && <p>{say(PAGE.identity)}</p>}
        {service.dailyQuota !== undefined && <p>{fill(PAGE.quota, { count: service.dailyQuota })}</p>}
      </section>
      <div class="fields">
        {fields.map((field) => (
          <FieldCard key={field.name} field={field} service={service} />
        ))}
      </div>
      <p class="free">{say(PAGE.free)}</p>
      {department && department.phone !== '' && (
        <Ring phone={department.phone} label={fill(PAGE.ring, { name: department.name })} />
      )}
    </>
  )
}

const ElsewhereCard = ({ item }: { readonly item: Elsewhere }) => (
  <>
    <section class="title">
      <p class="kind is-elsewhere">{say(PAGE.notHere)}</p>
      <h1>{either(item.name, item.nameEn)}</h1>
      <p>{say(PAGE.notHereHint)}</p>
    </section>
    <dl class="gist">
      <Fact label={say(ELSEWHERE.office)} text={item.office} />
      <Fact label={say(ELSEWHERE.address)} text={item.address} />
      <Fact label={say(ELSEWHERE.hours)} text={item.hours ?? say(ELSEWHERE.unknown)} />
      <Fact label={say(ELSEWHERE.reason)} text={item.reason ?? say(PAGE.noReason)} />
    </dl>
    <Ring phone={item.phone} label={fill(PAGE.ring, { name: item.office })} />
  </>
)

const Page = () => {
  const all = catalogue.value
  if (!all && failed.value)
    return (
      <Shell>
        <Told title={say(PAGE.unreachable)} hint={say(PAGE.unreachableHint)} again />
      </Shell>
    )
  if (!all)
    return (
      <Shell>
        <Told title={say(PAGE.loading)} />
      </Shell>
    )
  const service = all.services.find((row) => row.id === id)
  const item = all.elsewhere?.find((row) => row.id === id)
  return (
    <Shell all={all}>
      {service && <ServiceGuide service={service} all={all} />}
      {item && <ElsewhereCard item={item} />}
      {!service && !item && <Told title={say(PAGE.unknown)} hint={say(PAGE.unknownHint)} />}
    </Shell>
  )
}

effect(() => {
  const found = [...(catalogue.value?.services ?? []), ...(catalogue.value?.elsewhere ?? [])].find(
    (row) => row.id === id,
  )
  document.title = found ? either(found.name, found.nameEn) : say(PAGE.title)
})
speak(language.value, false)
void open()
const root = document.getElementById('app')
if (!root) throw new Error('The page has no element #app to show the guide in.')
render(<Page />, root)
