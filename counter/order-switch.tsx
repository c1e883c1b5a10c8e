/** Another work profile for a window from now on, or help for a theme beyond it: one tap and a reason. */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say, type Word } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import type { Intent } from '../hall/commands.ts'
import type { ThemeId } from '../hall/ids.ts'
import { profileSentence } from '../hall/profile-sentence.ts'
import type { FloorCounter } from '../hall/views/floor.ts'
import { busy, trouble } from './acting.ts'
import type { Floor } from './manager-floor-type.ts'
import { themeNamed } from './names.ts'
import { ReasonForm } from './reason-form.tsx'
import { Sheet } from './sheet.tsx'
import { TroubleLine } from './trouble-line.tsx'
import './order.css'

const W = {
  title: ['{window}：现在叫谁', '{window}: whom it calls now'],
  list: ['按清单', 'By its list'],
  listHint: ['清单里的都办，主办的没有人等才协助。', 'All of its list, helping while nobody waits for its own.'],
  help: ['另外帮忙【{theme}】', 'Also help {theme}'],
  helpHint: ['到这个主题没有人等为止，也可以在这里停止。', 'Until nobody of the theme waits, or it is stopped here.'],
  stop: ['停止帮忙【{theme}】', 'Stop helping {theme}'],
  stopHint: ['马上回到原来的先后。', 'Back to its own order at once.'],
  now: ['现在用：{name}', 'Now: {name}'],
  nothing: [
    '清单只够它现在这样叫；先在这里加方案，或在目录里扩大清单',
    'Its list allows nothing else: add a profile, or widen the list',
  ],
  why: ['切换的理由', 'The reason'],
  do: ['切换', 'Switch'],
} satisfies Record<string, Word>

const REASONS: readonly Word[] = [
  ['等候的人多', 'Many are waiting'],
  ['人手调整', 'Staff changed'],
  ['窗口空闲', 'The window is idle'],
]

type Choice = { readonly key: string; readonly title: string; readonly hint: string; readonly intent: Intent }

const nameOf = (theme: ThemeId): string => themeNamed(theme, theme)

/** What a window can be switched to: another profile, its whole list, and help for a theme of its list, begun or ended. */
export const choicesOf = (counter: FloorCounter): readonly Choice[] => {
  const book = catalogue.value
  const { id } = counter
  const setting = book?.counters.find((one) => one.id === id)
  const themes = [...(setting?.own ?? []), ...(setting?.help ?? [])]
  // A profile that goes beyond the window's list is refused (S003-22), so it is not offered.
  const fitting = (book?.profiles ?? []).filter(({ own, help, helpWhen }) =>
    [...own, ...help, ...helpWhen.map(({ theme }) => theme)].every((one) => themes.includes(one)),
  )
  const profiles = fitting.map(
    (profile): Choice => ({
      key: `profile ${profile.id}`,
      title: profile.name,
      hint: say(profileSentence(profile, nameOf)),
      intent: { type: 'SwitchProfile', counter: id, profile: profile.id },
    }),
  )
  const list: Choice = {
    key: 'list',
    title: say(W.list),
    hint: say(W.listHint),
    intent: { type: 'SwitchProfile', counter: id, profile: null },
  }
  const followedProfile = book?.profiles?.find((one) => one.id === counter.profile?.id)
  const taken = followedProfile ? [...followedProfile.own, ...followedProfile.help] : themes
  const on = (theme: ThemeId): boolean => counter.helping.some((one) => one.theme === theme)
  const ruled = (theme: ThemeId): boolean => followedProfile?.helpWhen.some((rule) => rule.theme === theme) ?? false
  const help = themes
    .filter((theme) => on(theme) || ruled(theme) || !taken.includes(theme))
    .map(
      (theme): Choice => ({
        key: `help ${theme}`,
        title: fill(on(theme) ? W.stop : W.help, { theme: nameOf(theme) }),
        hint: say(on(theme) ? W.stopHint : W.helpHint),
        intent: { type: 'SwitchHelp', counter: id, theme, on: !on(theme) },
      }),
    )
  const followed = counter.profile ? `profile ${counter.profile.id}` : 'list'
  return [list, ...profiles, ...help].filter(({ key }) => key !== followed)
}

const withReason = (intent: Intent, reason: string): Intent =>
  intent.type === 'SwitchProfile' || intent.type === 'SwitchHelp' ? { ...intent, reason } : intent

type Props = { readonly floor: Floor; readonly counter: FloorCounter; readonly onClose: () => void }

export const SwitchSheet = ({ floor, counter, onClose }: Props) => {
  const chosen = useSignal<string | undefined>(undefined)
  const choices = choicesOf(counter)
  const found = choices.find(({ key }) => key === chosen.value)
  return (
    <Sheet wide title={fill(W.title, { window: windowText(counter.name) })} onClose={onClose}>
      {choices.length === 0 && <p>{say(W.nothing)}</p>}
      <p class="hint">{fill(W.now, { name: counter.profile?.name ?? say(W.list) })}</p>
      <fieldset class="switch-choices">
        {choices.map(({ key, title, hint }) => (
          <label key={key} class="switch-choice">
            <input
              type="radio"
              name="switch"
              checked={chosen.value === key}
              onChange={() => {
                chosen.value = key
              }}
            />
            <span>
              <b>{title}</b>
              <small>{hint}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {found && (
        <>
          <h3>{say(W.why)}</h3>
          <ReasonForm
            usual={REASONS}
            action={`${say(W.do)}：${found.title}`}
            disabled={busy.value !== undefined}
            onReason={(reason) =>
              void floor.does('switch', withReason(found.intent, reason)).then((outcome) => {
                if (outcome?.ok) onClose()
              })
            }
          />
        </>
      )}
      <TroubleLine problem={trouble.value} unconfirmed={busy.value?.unconfirmed ?? false} />
    </Sheet>
  )
}
