/** Theme → service, with how many wait for each theme now; or a few words instead. */
import { useSignal } from '@preact/signals'
import { catalogue } from '../client/catalogue.ts'
import { fill, say, type Word } from '../client/language.ts'
import type { Service } from '../hall/catalogue.ts'
import type { ServiceId, ThemeId } from '../hall/ids.ts'
import { findServices } from './find-service.ts'
import { Icon } from './icons.tsx'
import { named } from './names.ts'
import { focusNext } from './sheet.tsx'

const W = {
  search: ['搜索事项：名称、关键词或拼音首字母', 'Find a service: name, keyword or initials'],
  waiting: ['{count} 人等候', '{count} waiting'],
  none: ['没有找到，请换个说法', 'Nothing found: try other words'],
  loading: ['正在读取事项目录…', 'Reading the catalogue…'],
  here: ['现在的事项', 'Current service'],
} satisfies Record<string, Word>

/** What is known of the waiting in each theme; a theme that is not told has no number. */
export type Waiting = ReadonlyMap<ThemeId, number>

type PickerProps = {
  readonly waiting: Waiting
  readonly chosen: ServiceId | undefined
  /** Cannot be chosen: where the ticket is already. */
  readonly current?: ServiceId
  readonly firstTheme?: ThemeId
  /** Begin with the cursor in the search; not on a tablet, where that would bring up its keyboard. */
  readonly typing?: boolean
  readonly onChoose: (service: Service) => void
}

export const ServicePicker = ({ waiting, chosen, current, firstTheme, typing = false, onChoose }: PickerProps) => {
  const words = useSignal('')
  const theme = useSignal<ThemeId | undefined>(firstTheme)
  const book = catalogue.value
  if (!book) return <p class="hint">{say(W.loading)}</p>
  const open = theme.value ?? book.themes[0]?.id
  const searching = words.value.trim() !== ''
  const rows = searching
    ? findServices(book.services, words.value)
    : book.services.filter((service) => service.theme === open)
  return (
    <div class="picker">
      <label class="search">
        <Icon name="search" />
        <input
          type="search"
          data-needed={typing ? '' : undefined}
          value={words.value}
          placeholder={say(W.search)}
          aria-label={say(W.search)}
          onInput={(event) => {
            words.value = event.currentTarget.value
          }}
          onKeyDown={(event) => {
            // Enter takes the best find, so that a service is chosen without a mouse.
            const best = rows.find(({ id }) => id !== current)
            if (event.key !== 'Enter' || !searching || !best) return
            event.preventDefault()
            onChoose(best)
            const field = event.currentTarget
            // After the choice is drawn, and before the next key, which is no longer meant for the search.
            queueMicrotask(() => focusNext(field.closest('dialog'), field))
          }}
        />
      </label>
      <div class="picker-columns">
        <div class="themes">
          {book.themes.map((row) => (
            <button
              key={row.id}
              type="button"
              class="theme"
              aria-pressed={!searching && row.id === open}
              onClick={() => {
                words.value = ''
                theme.value = row.id
              }}
            >
              <b class="letter">{row.letter}</b>
              <span class="theme-name">{named(row)}</span>
              {waiting.has(row.id) && <span class="count">{fill(W.waiting, { count: waiting.get(row.id) ?? 0 })}</span>}
            </button>
          ))}
        </div>
        <div class="services">
          {rows.map((service) => (
            <button
              key={service.id}
              type="button"
              class="service"
              aria-pressed={service.id === chosen}
              disabled={service.id === current}
              onClick={() => onChoose(service)}
            >
              <span>{named(service)}</span>
              {service.id === current && <small>{say(W.here)}</small>}
            </button>
          ))}
          {rows.length === 0 && <p class="hint">{say(W.none)}</p>}
        </div>
      </div>
    </div>
  )
}
