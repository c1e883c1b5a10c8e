/** 工作方案: each profile as sentences with fields inside them, and what is wrong below the sentence it is in. */
import { useSignal } from '@preact/signals'
import { fill, say } from '../client/language.ts'
import type { CatalogueProblem } from '../hall/catalogue-problem.ts'
import type { HelpRule, WorkProfile } from '../hall/profile.ts'
import { FIRST_WORDS, HELP_GAPS, HELP_SENTENCES, type HelpGap, measureOf, partsOf } from '../hall/profile-sentence.ts'
import { ConfirmSheet } from './confirm-sheet.tsx'
import { named } from './names.ts'
import { ChoiceBlank, NumberBlank, ThemesBlank, Wrong } from './order-blanks.tsx'
import {
  addedHelp,
  addedProfile,
  droppedHelp,
  droppedProfile,
  measuredBy,
  type Order,
  type OrderDraft,
  problemsAt,
  withHelp,
  withoutTheme,
  withProfile,
  withTheme,
} from './order-state.ts'
import { O } from './order-words.ts'

type Themes = OrderDraft['themes']

type HelpProps = {
  readonly rule: HelpRule
  readonly themes: Themes
  readonly onChange: (rule: HelpRule) => void
}

const Blank = ({ gap, rule, themes, onChange }: HelpProps & { readonly gap: HelpGap }) => {
  switch (gap) {
    case 'theme':
      return (
        <ChoiceBlank
          label={say(O.themeField)}
          value={rule.theme}
          choices={themes.map((theme) => ({ value: theme.id, text: named(theme) }))}
          onChange={(theme) => onChange({ ...rule, theme })}
        />
      )
    case 'measure':
      return (
        <ChoiceBlank
          label={say(O.measureField)}
          value={measureOf(rule)}
          choices={[
            { value: 'minutes', text: say(O.byMinutes) },
            { value: 'waiting', text: say(O.byWaiting) },
            { value: 'either', text: say(O.byEither) },
          ]}
          onChange={(measure) => onChange(measuredBy(rule, measure))}
        />
      )
    case 'overMinutes':
      return (
        <NumberBlank
          label={say(O.overMinutes)}
          value={rule.overMinutes ?? Number.NaN}
          onChange={(overMinutes) => onChange({ ...rule, overMinutes })}
        />
      )
    case 'overWaiting':
      return (
        <NumberBlank
          label={say(O.overWaiting)}
          value={rule.overWaiting ?? Number.NaN}
          onChange={(overWaiting) => onChange({ ...rule, overWaiting })}
        />
      )
    case 'whenIdle':
      return (
        <ChoiceBlank
          label={say(O.idleField)}
          value={`${rule.whenIdle}`}
          choices={[
            { value: 'true', text: say(O.idle) },
            { value: 'false', text: say(O.anyTime) },
          ]}
          onChange={(idle) => onChange({ ...rule, whenIdle: idle === 'true' })}
        />
      )
    case 'first':
      return (
        <ChoiceBlank
          label={say(O.firstField)}
          value={`${rule.first}`}
          choices={[
            { value: 'true', text: say(FIRST_WORDS.true) },
            { value: 'false', text: say(FIRST_WORDS.false) },
          ]}
          onChange={(first) => onChange({ ...rule, first: first === 'true' })}
        />
      )
    case 'untilWaiting':
      return (
        <NumberBlank
          label={say(O.untilField)}
          value={rule.untilWaiting}
          onChange={(untilWaiting) => onChange({ ...rule, untilWaiting })}
        />
      )
  }
}

const HelpSentence = (props: HelpProps) => (
  <p class="sentence">
    {partsOf(say(HELP_SENTENCES[measureOf(props.rule)]), HELP_GAPS).map((part) =>
      'text' in part ? part.text : <Blank key={part.gap} gap={part.gap} {...props} />,
    )}
  </p>
)

type CardProps = {
  readonly profile: WorkProfile
  readonly themes: Themes
  readonly problems: readonly CatalogueProblem[]
  readonly mayEdit: boolean
  readonly onChange: (profile: WorkProfile) => void
  readonly onDrop: () => void
}

const OwnSentence = ({ profile, themes, onChange }: Pick<CardProps, 'profile' | 'themes' | 'onChange'>) => (
  <p class="sentence">
    {partsOf(say(O.ownSentence), ['own', 'help', 'order']).map((part) => {
      if ('text' in part) return part.text
      if (part.gap === 'order')
        return (
          <ChoiceBlank
            key="order"
            label={say(O.orderField)}
            value={profile.order}
            choices={[
              { value: 'own-first', text: say(O.ownFirst) },
              { value: 'longest', text: say(O.longest) },
            ]}
            onChange={(order) => onChange({ ...profile, order })}
          />
        )
      const { gap } = part
      return (
        <ThemesBlank
          key={gap}
          label={O[gap]}
          chosen={profile[gap]}
          themes={themes}
          onAdd={(theme) => onChange(withTheme(profile, theme, gap))}
          onDrop={(theme) => onChange(withoutTheme(profile, theme))}
        />
      )
    })}
    {profile.services && <span class="hint"> {fill(O.onlySome, { count: profile.services.length })}</span>}
  </p>
)

const Profile = ({ profile, themes, problems, mayEdit, onChange, onDrop }: CardProps) => {
  const path = `profiles/${profile.id}`
  const helpPaths = profile.helpWhen.map((_, at) => `${path}/helpWhen/${at + 1}`)
  const [first] = themes
  return (
    <li class="profile">
      <div class="row">
        <input
          class="profile-name"
          aria-label={say(O.nameOf)}
          maxLength={60}
          value={profile.name}
          onInput={({ currentTarget }) => onChange({ ...profile, name: currentTarget.value })}
        />
        <span class="spring" />
        {mayEdit && (
          <button type="button" class="row-act bad" onClick={onDrop}>
            {say(O.dropProfile)}
          </button>
        )}
      </div>
      <OwnSentence profile={profile} themes={themes} onChange={onChange} />
      <Wrong problems={problemsAt(problems, path, helpPaths)} />
      <ol class="sentences">
        {profile.helpWhen.map((rule, at) => (
          <li key={at}>
            <div class="help-row">
              <HelpSentence rule={rule} themes={themes} onChange={(next) => onChange(withHelp(profile, at, next))} />
              {mayEdit && (
                <button type="button" class="row-act bad" onClick={() => onChange(droppedHelp(profile, at))}>
                  {say(O.drop)}
                </button>
              )}
            </div>
            <Wrong problems={problemsAt(problems, helpPaths[at] ?? path)} />
          </li>
        ))}
      </ol>
      {mayEdit && first && (
        <button type="button" class="row-act" onClick={() => onChange(addedHelp(profile, profile.help[0] ?? first.id))}>
          + {say(O.addHelp)}
        </button>
      )}
    </li>
  )
}

type Props = {
  readonly order: Order
  readonly themes: Themes
  readonly problems: readonly CatalogueProblem[]
  readonly mayEdit: boolean
  readonly onChange: (order: Order) => void
}

export const OrderProfiles = ({ order, themes, problems, mayEdit, onChange }: Props) => {
  const dropping = useSignal<number | undefined>(undefined)
  const gone = dropping.value
  return (
    <section class="panel order-part">
      <div class="row">
        <h2>{say(O.profiles)}</h2>
        <span class="spring" />
        {mayEdit && (
          <button type="button" class="row-act" onClick={() => onChange(addedProfile(order, say(O.newProfile)))}>
            + {say(O.addProfile)}
          </button>
        )}
      </div>
      <p class="hint">{say(O.profilesHint)}</p>
      {order.profiles.length === 0 && <p class="hint">{say(O.noProfiles)}</p>}
      <ul class="profiles">
        {order.profiles.map((profile, at) => (
          <Profile
            key={profile.id}
            profile={profile}
            themes={themes}
            problems={problems}
            mayEdit={mayEdit}
            onChange={(next) => onChange(withProfile(order, at, next))}
            onDrop={() => {
              dropping.value = at
            }}
          />
        ))}
      </ul>
      <Wrong problems={problems.filter(({ where }) => where === 'profiles')} />
      {gone !== undefined && (
        <ConfirmSheet
          danger
          title={say(O.dropProfile)}
          text={fill(O.dropSure, { name: order.profiles[gone]?.name ?? '' })}
          action={say(O.dropProfile)}
          onConfirm={() => {
            onChange(droppedProfile(order, gone))
            dropping.value = undefined
          }}
          onClose={() => {
            dropping.value = undefined
          }}
        />
      )}
    </section>
  )
}
