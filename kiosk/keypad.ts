/**
 * The kiosk without a touch (K29): a keypad walks through everything that can be done, in reading order, and what lies over
 * the page is all there is until it goes. Focus goes to the title of each new page, and is never lost to a page that changed.
 */
import { effect } from '@preact/signals'
import { fill, say } from '../client/language.ts'
import { ACCESS } from './access-words.ts'
import { meaningOf } from './keys.ts'
import { onStartOver, place, spoken, touched, untouched } from './place.ts'
import { hush, sayAloud } from './prompts.ts'
import { backNow, coverNow, pageNow, saidOf, stopsNow, textOf } from './stops.ts'

/** Whether keys are what moves through this page now: only then focus is shown at titles, and said. */
const root = document.documentElement
const inUse = (): boolean => root.dataset.keypad !== undefined

/** Where focus stood among the stops, in case it is taken away. */
let stood = 0
let page: HTMLElement | null = null
let shownPlace: unknown
let cover: HTMLElement | undefined
/** What had focus before something came to lie over it. */
let opener: Element | null = null
/** What was taken out of reach while something lies over it. */
let under: readonly HTMLElement[] = []
let news = ''
/** Where a screen reader hears of the number, whatever it is reading. */
const ears = document.createElement('p')
ears.className = 'for-ears'
ears.ariaLive = 'assertive'

const focusOn = (element: HTMLElement): void => {
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.tabIndex = -1
  // Bringing it into view would scroll what must not scroll.
  element.focus({ preventScroll: true })
}

const titleOf = (part: HTMLElement): HTMLElement => part.querySelector<HTMLElement>('h1, h2') ?? part

/** The page, or what lies over it, from its title to its last choice; without the bottom edge, which is on every page. */
const allOf = (part: HTMLElement): string => {
  const title = titleOf(part)
  const hint = title.nextElementSibling
  const head = [title, hint].map((element) => (element instanceof HTMLElement ? textOf(element) : ''))
  const body = part.querySelector<HTMLElement>('.body')
  const choices = [...(body?.querySelectorAll('button:not(:disabled)') ?? [])].length
  const said = body ? [...head, textOf(body), fill(ACCESS.howMany, { count: choices })] : [textOf(part)]
  return said.filter((one) => one !== '').join('。')
}

const tell = (text: string): void => {
  if (spoken.value && text !== '') void sayAloud(text)
}

const tellFocus = (element: HTMLElement): void => {
  tell(saidOf(element, say(ACCESS.pressed), say(ACCESS.notPressed)))
}

const step = (by: 1 | -1): void => {
  const stops = stopsNow()
  const held = document.activeElement
  const at = held instanceof HTMLElement ? stops.indexOf(held) : -1
  // Before the first stop stands the title; behind the last one comes the first.
  const to = at < 0 ? (by > 0 ? 0 : stops.length - 1) : (at + by + stops.length) % stops.length
  const stop = stops[to]
  if (!stop) return
  stood = to
  focusOn(stop)
  tellFocus(stop)
}

/** The first key of somebody who has touched nothing: they may not see the screen, so it begins to speak (K28). */
const greet = (): void => {
  spoken.value = true
  const shown = pageNow()
  if (!shown) return
  focusOn(titleOf(shown))
  tell(`${say(ACCESS.howTo)}${allOf(shown)}`)
}

const isTyping = (): boolean =>
  document.activeElement instanceof HTMLInputElement || document.querySelector('[data-digits]') !== null

const onKey = (event: KeyboardEvent): void => {
  const meaning = meaningOf(event, isTyping())
  if (meaning === 'foreign') return
  if (meaning === 'type') {
    touched()
    return
  }
  if (meaning !== 'press-itself') event.preventDefault()
  if (meaning === 'nothing') return
  const first = untouched.value
  root.dataset.keypad = ''
  touched()
  if (first && !coverNow()) {
    event.preventDefault()
    greet()
    return
  }
  switch (meaning) {
    case 'previous':
      step(-1)
      return
    case 'next':
      step(1)
      return
    case 'press':
      if (document.activeElement instanceof HTMLElement) document.activeElement.click()
      return
    case 'press-itself':
      return
    case 'back':
      backNow()?.click()
      return
  }
}

const release = (): void => {
  for (const element of under) element.inert = false
  under = []
}

/** Everything beside this element, and beside what it stands in, cannot be reached. */
const coverWith = (element: HTMLElement): void => {
  release()
  const beside: HTMLElement[] = []
  for (let part = element; part.parentElement && !part.classList.contains('kiosk'); part = part.parentElement) {
    for (const other of part.parentElement.children) {
      if (other !== part && other instanceof HTMLElement && !other.inert) beside.push(other)
    }
  }
  for (const other of beside) other.inert = true
  under = beside
}

const followCover = (): boolean => {
  const now = coverNow()
  if (now === cover) return false
  if (!cover) opener = document.activeElement
  cover = now
  if (now) {
    coverWith(now)
    focusOn(titleOf(now))
    tell(textOf(now))
    return true
  }
  release()
  // Back to where they were, unless the page has gone on.
  if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) focusOn(opener)
  opener = null
  return true
}

const followPage = (): boolean => {
  const now = pageNow()
  if (now === page && place.value === shownPlace) return false
  page = now
  shownPlace = place.value
  // Nobody is there to be led to the title of a page that only waits for somebody.
  if (!now || untouched.value || coverNow()) return false
  focusOn(titleOf(now))
  tell(allOf(now))
  ears.textContent = place.value.at === 'taken' ? allOf(now) : ''
  return true
}

/** What changed by itself: a number taken, a page turned, a card read. */
const followNews = (): void => {
  const said = [...document.querySelectorAll<HTMLElement>('[role="status"], [aria-live="polite"]')]
    .map(textOf)
    .join('，')
  if (said === news) return
  news = said
  tell(said)
}

/** Focus that a page took away with its button comes back as near as it was. */
const keepFocus = (): void => {
  const held = document.activeElement
  if (!inUse() || (held && held !== document.body && !held.matches(':disabled, [inert] *'))) return
  const stops = stopsNow()
  const stop = stops[Math.min(stood, stops.length - 1)]
  if (stop) focusOn(stop)
}

const changed = (): void => {
  const said = [followCover(), followPage()].some(Boolean)
  if (!said) followNews()
  keepFocus()
}

/** Begins to listen to keys, and to watch the page for what they must follow. */
export const startKeypad = (): void => {
  addEventListener('keydown', onKey, true)
  addEventListener(
    'pointerdown',
    () => {
      delete root.dataset.keypad
      hush()
    },
    true,
  )
  new MutationObserver(changed).observe(document.body, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['disabled'],
  })
  page = pageNow()
  shownPlace = place.value
  // Whoever asks for the voice by touch hears the page at once.
  effect(() => {
    const shown = pageNow()
    if (spoken.value && shown && !inUse()) tell(allOf(shown))
  })
  document.body.append(ears)
  onStartOver(() => {
    ears.textContent = ''
    delete root.dataset.keypad
    stood = 0
    opener = null
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
}
