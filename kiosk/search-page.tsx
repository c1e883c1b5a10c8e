/** Finding a service by typing: pinyin or initials on the screen's own keys, Chinese words where a keyboard is attached. */
import { computed, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { catalogue } from '../client/catalogue.ts'
import { say } from '../client/language.ts'
import { AudienceFilter, isFor } from './audience-filter.tsx'
import { Frame } from './frame.tsx'
import { EraseIcon, SearchIcon } from './icons.tsx'
import { serviceOf } from './live.ts'
import { Basket, Options } from './options.tsx'
import { loadReader } from './pinyin.ts'
import { audience, typed } from './place.ts'
import { find, indexOf, type Reader } from './search.ts'
import { FIND } from './search-words.ts'
import { ServiceRows } from './service-rows.tsx'
import { Tip } from './theme-page.tsx'
import { W } from './words.ts'

/** In the order everybody learnt, not that of typewriters. */
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const LONGEST = 24

const reader = signal<Reader | undefined>(undefined)
const broken = signal(false)
const index = computed(() => (reader.value && catalogue.value ? indexOf(catalogue.value, reader.value) : []))
/** What fits, for this kind of visitor; what is not handled here is for everybody. */
const found = computed(() =>
  find(index.value, typed.value).filter((id) => {
    const service = serviceOf(id)
    return service === undefined || isFor(service, audience.value)
  }),
)

/** Fetches the dictionary, once; after a failure the next call tries again. */
export const readySearch = async (): Promise<void> => {
  if (reader.value) return
  try {
    const read = await loadReader()
    reader.value = read
    broken.value = false
  } catch (error) {
    console.warn('The pinyin dictionary did not load; the search tries again when it is opened.', error)
    broken.value = true
  }
}

const type = (text: string): void => {
  typed.value = text.slice(0, LONGEST)
}

const Keys = () => (
  <div class="keys" data-quiet="">
    {LETTERS.map((letter) => (
      <button key={letter} type="button" class="key" onClick={() => type(typed.value + letter)}>
        {letter}
      </button>
    ))}
    <button
      type="button"
      class="key is-wide"
      disabled={typed.value === ''}
      onClick={() => type(typed.value.slice(0, -1))}
    >
      <EraseIcon />
      {say(FIND.delete)}
    </button>
    <button type="button" class="key is-wide" disabled={typed.value === ''} onClick={() => type('')}>
      {say(FIND.clear)}
    </button>
  </div>
)

const Results = () => {
  if (broken.value) return <p class="nothing">{say(FIND.findBroken)}</p>
  if (!reader.value) return <p class="nothing">{say(FIND.findLoading)}</p>
  if (typed.value === '') {
    return (
      <p class="nothing">
        {say(FIND.findEmpty)}
        <small>{say(FIND.findExample)}</small>
      </p>
    )
  }
  if (found.value.length === 0)
    return <p class="nothing">{say(audience.value === 'all' ? FIND.findNone : FIND.findNoneFor)}</p>
  return <ServiceRows services={found.value} withTheme />
}

export const SearchPage = () => {
  useEffect(() => void readySearch(), [])
  return (
    <Frame
      class="search"
      head={
        <div class="head-theme">
          <div>
            <h1>{say(FIND.findTitle)}</h1>
          </div>
          <Tip />
        </div>
      }
    >
      <section class="results">
        <div class="toolbar">
          <AudienceFilter />
          <Options />
        </div>
        <Results />
        <Basket />
      </section>
      <section class="typing">
        <label class="typed">
          <SearchIcon />
          <input
            value={typed.value}
            inputMode="none"
            autocomplete="off"
            spellcheck={false}
            aria-label={say(FIND.typed)}
            placeholder={say(W.searchHint)}
            onInput={(event) => type(event.currentTarget.value)}
          />
        </label>
        <Keys />
      </section>
    </Frame>
  )
}
