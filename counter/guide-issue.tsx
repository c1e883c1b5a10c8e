/** Taking a number for somebody: what for. The matters in hand, their class and their papers follow in the tray. */
import { type Signal, useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say } from '../client/language.ts'
import type { Service } from '../hall/catalogue.ts'
import type { ThemeId } from '../hall/ids.ts'
import { trouble } from './acting.ts'
import { afterwards } from './afterwards.ts'
import { type Audience, findServices, firstOffered, servicesFor } from './find-service.ts'
import type { Desk } from './guide-desk.ts'
import { adding, asked, chosen, issued, mattersOf, servedAtDesk, wish } from './guide-state.ts'
import { W } from './guide-words.ts'
import { Icon } from './icons.tsx'
import { named } from './names.ts'

/** As many as two columns of big buttons show without scrolling. */
const FREQUENT = 8
const AUDIENCES: readonly Audience[] = ['both', 'person', 'company']

const trayPart = afterwards(() => import('./guide-tray.tsx'))
const takenPart = afterwards(() => import('./guide-taken.tsx'))
const elsewherePart = afterwards(() => import('./guide-elsewhere.tsx'))
const questionPart = afterwards(() => import('./guide-questions.tsx'))

type Choice = {
  readonly words: Signal<string>
  readonly theme: Signal<ThemeId | undefined>
  readonly audience: Signal<Audience>
}

/** What was looked for is forgotten with it: the next person comes with another matter. */
const choose = (service: Service, { words, theme, audience }: Choice): void => {
  issued.value = undefined
  servedAtDesk.value = ''
  wish.value = chosen(wish.value, service, adding.value)
  adding.value = false
  words.value = ''
  theme.value = undefined
  audience.value = 'both'
}

/** The services on offer: found by words, of one theme, or the most asked for. */
const rowsOf = ({ words, theme, audience }: Choice, { view }: Desk): readonly Service[] => {
  const services = servicesFor(catalogue.value?.services ?? [], audience.value)
  if (words.value.trim() !== '') return findServices(services, words.value)
  if (theme.value !== undefined) return services.filter((service) => service.theme === theme.value)
  const past = [...view.recent.map((card) => card.service), ...asked.value]
  return firstOffered(services, view.popular, past, FREQUENT)
}

const SearchRow = ({ choice: { words, audience } }: { readonly choice: Choice }) => (
  <div class="issue-head">
    <label class="search">
      <Icon name="search" />
      <input
        type="search"
        value={words.value}
        placeholder={say(W.search)}
        aria-label={say(W.search)}
        onInput={(event) => {
          words.value = event.currentTarget.value
        }}
      />
    </label>
    <div class="segments">
      {AUDIENCES.map((name) => (
        <button
          key={name}
          type="button"
          class="tab"
          aria-pressed={audience.value === name}
          onClick={() => {
            audience.value = name
          }}
        >
          {say(W[name])}
        </button>
      ))}
    </div>
  </div>
)

const ThemeTabs = ({ desk, choice }: { readonly desk: Desk; readonly choice: Choice }) => {
  const { words, theme } = choice
  const open = (id: ThemeId | undefined): void => {
    words.value = ''
    theme.value = id
  }
  const isOpen = (id: ThemeId | undefined): boolean => words.value.trim() === '' && theme.value === id
  return (
    <div class="theme-tabs">
      <button type="button" class="theme-tab" aria-pressed={isOpen(undefined)} onClick={() => open(undefined)}>
        {say(W.frequent)}
      </button>
      {desk.view.themes.map((row) => (
        <button key={row.id} type="button" class="theme-tab" aria-pressed={isOpen(row.id)} onClick={() => open(row.id)}>
          <span>{named(row)}</span>
        </button>
      ))}
    </div>
  )
}

type TileProps = { readonly desk: Desk; readonly service: Service; readonly onChoose: () => void }

const Tile = ({ desk, service, onChoose }: TileProps) => {
  const theme = desk.view.themes.find((row) => row.id === service.theme)
  return (
    <button
      type="button"
      class="service"
      aria-pressed={wish.value !== undefined && mattersOf(wish.value).some(({ id }) => id === service.id)}
      onClick={onChoose}
    >
      <span class="service-name">{named(service)}</span>
      {theme && (
        <small>
          {theme.letter} · {theme.openCounters === 0 ? say(W.noWindow) : fill(W.queue, { count: theme.waiting })}
        </small>
      )}
    </button>
  )
}

export const GuideIssue = ({ desk }: { readonly desk: Desk }) => {
  const words = useSignal('')
  const theme = useSignal<ThemeId | undefined>(undefined)
  const audience = useSignal<Audience>('both')
  const asking = useSignal(false)
  const choice = { words, theme, audience }
  const Tray = trayPart.value?.GuideTray
  const Taken = takenPart.value?.GuideTaken
  const Question = questionPart.value?.QuestionSheet
  if (wish.value && !adding.value && Tray) return <Tray desk={desk} now={wish.value} />
  const justDone = !wish.value && (issued.value !== undefined || servedAtDesk.value !== '')
  const rows = rowsOf(choice, desk)
  const Elsewhere = elsewherePart.value?.ElsewhereTiles
  const elsewhere = findServices(catalogue.value?.elsewhere ?? [], words.value)
  return (
    <section class="column issue" aria-label={say(W.take)}>
      {wish.value && (
        <div class="adding">
          <b>{fill(W.adding, { count: mattersOf(wish.value).length })}</b>
          <button
            type="button"
            class="row-act"
            onClick={() => {
              adding.value = false
            }}
          >
            {say(W.addingBack)}
          </button>
        </div>
      )}
      <SearchRow choice={choice} />
      <ThemeTabs desk={desk} choice={choice} />
      <div class="tiles">
        {rows.map((service) => (
          <Tile key={service.id} desk={desk} service={service} onChoose={() => choose(service, choice)} />
        ))}
        {Elsewhere && <Elsewhere desk={desk} rows={elsewhere} />}
        {rows.length + elsewhere.length === 0 && catalogue.value && <p class="hint">{say(W.none)}</p>}
      </div>
      <div class="issue-foot">
        {justDone && Taken && <Taken desk={desk} />}
        <button
          type="button"
          class={justDone ? 'action soft beside' : 'action soft'}
          onClick={() => {
            trouble.value = undefined
            asking.value = true
          }}
        >
          {!justDone && <Icon name="book" />}
          {say(W.question)}
        </button>
      </div>
      {asking.value && Question && (
        <Question
          desk={desk}
          onClose={() => {
            asking.value = false
          }}
        />
      )}
    </section>
  )
}
