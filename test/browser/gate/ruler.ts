/**
 * Geometry of a page as it stands in the browser: targets, texts, what is cut off, what lies over something else, what is
 * out of reach. axe looks at none of this (ux §0: it found nothing on seven pages whose sizes were all broken).
 */
import type { Page } from 'playwright-core'
import type { Limits } from './devices.ts'
import type { Fault } from './fault.ts'

/** A line of text that can be seen, in CSS pixels of the viewport: what the contrast ruler looks at. */
export type Line = {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly size: number
}

export type Measured = { readonly faults: readonly Fault[]; readonly lines: readonly Line[] }

/**
 * @param paged what turns its pages sideways, so that the pages before and after this one are rightly out of sight.
 */
export const measure = (page: Page, limits: Limits, paged = '.flow'): Promise<Measured> =>
  page.evaluate(
    ({ target, text, highest, far, scrolls, turning, pale }) => {
      type Box = { left: number; top: number; right: number; bottom: number }
      const TARGETS =
        'button, a[href], input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [tabindex="0"]'
      const faults: { ruler: Fault['ruler']; what: string }[] = []
      const lines: Line[] = []
      const fault = (ruler: Fault['ruler'], what: string): void => void faults.push({ ruler, what })
      const words = (element: Element): string =>
        (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 24) ||
        `${element.tagName.toLowerCase()}.${element.className}`
      const boxOf = (element: Element): Box => {
        const { left, top, right, bottom } = element.getBoundingClientRect()
        return { left, top, right, bottom }
      }
      const within = (one: Box, other: Box): Box => ({
        left: Math.max(one.left, other.left),
        top: Math.max(one.top, other.top),
        right: Math.min(one.right, other.right),
        bottom: Math.min(one.bottom, other.bottom),
      })
      const isEmpty = ({ left, top, right, bottom }: Box): boolean => right - left < 1 || bottom - top < 1
      /** Read aloud and not seen, on purpose. */
      const unseen = (element: Element): boolean => {
        for (let at: Element | null = element; at; at = at.parentElement) {
          if (getComputedStyle(at).clipPath.startsWith('inset(50%')) return true
        }
        return false
      }
      const visible = (element: Element): boolean =>
        element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !unseen(element)
      /** What is left to look at: the topmost thing that lies over the page, or the page. */
      const over = [...document.querySelectorAll('dialog[open], [role=dialog], [role=alertdialog]')]
        .filter(visible)
        .at(-1)
      const scope = over ?? document.body

      const viewport: Box = { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
      /**
       * What can be seen of a box that begins at this element, and what is cut from it for good: by an ancestor that clips
       * before any that can be scrolled, or by the edge of the screen.
       */
      const seenOf = (from: Element | null, box: Box): { seen: Box; held: Box; turned: boolean; scrolled: boolean } => {
        let seen = box
        let held = box
        let scrolled = scrolls === 'page'
        let turned = false
        for (let at = from; at && at !== document.body && at !== document.documentElement; at = at.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(at)
          if (overflowX === 'visible' && overflowY === 'visible') continue
          const edge = boxOf(at)
          const left = edge.left + at.clientLeft
          const top = edge.top + at.clientTop
          const inner = { left, top, right: left + at.clientWidth, bottom: top + at.clientHeight }
          seen = within(seen, inner)
          if (scrolls !== 'never' && /auto|scroll/.test(overflowX + overflowY)) scrolled = true
          if (!scrolled) held = within(held, inner)
          if (at.matches(turning)) turned = true
        }
        return { seen: within(seen, viewport), held: scrolled ? held : within(held, viewport), turned, scrolled }
      }
      const lost = (box: Box, left: Box): number =>
        Math.max(
          box.right - box.left - Math.max(0, left.right - left.left),
          box.bottom - box.top - Math.max(0, left.bottom - left.top),
        )

      const targets = [...scope.querySelectorAll(TARGETS)].filter(visible).map((element) => {
        const label = element.matches('input, select, textarea') ? element.closest('label') : null
        const own = boxOf(element)
        const held = label ? boxOf(label) : own
        const larger = held.right - held.left >= own.right - own.left && held.bottom - held.top >= own.bottom - own.top
        return { element, box: larger ? held : own }
      })
      for (const { element, box } of targets) {
        const width = box.right - box.left
        const height = box.bottom - box.top
        if (Math.min(width, height) < target - 0.5)
          fault('target', `${words(element)} ${Math.round(width)} × ${Math.round(height)}, least ${Math.ceil(target)}`)
        if (highest !== undefined && box.top < highest - 1)
          fault('reach', `${words(element)} at ${Math.round(box.top)}, highest ${Math.round(highest)}`)
        const { held, turned } = seenOf(element.parentElement, box)
        const hidden = lost(box, held)
        if (hidden > 1.5 && !turned) fault('outside', `${words(element)} by ${Math.round(hidden)} px`)
      }
      for (const [place, one] of targets.entries()) {
        for (const other of targets.slice(place + 1)) {
          if (one.element.contains(other.element) || other.element.contains(one.element)) continue
          if (one.element.closest('label')?.contains(other.element)) continue
          const both = within(
            seenOf(one.element.parentElement, one.box).seen,
            seenOf(other.element.parentElement, other.box).seen,
          )
          if (both.right - both.left > 1.5 && both.bottom - both.top > 1.5)
            fault('overlap', `${words(one.element)} / ${words(other.element)}`)
        }
      }

      /** Where ink is in a line box of Noto Sans SC: its content area is 1.448 em, hanzi fill 0.92 em of it. */
      const inkOf = (rect: DOMRect): Box => ({
        left: rect.left,
        top: rect.top + rect.height * 0.2,
        right: rect.right,
        bottom: rect.top + rect.height * 0.87,
      })
      /** Whether a line ends between two Latin letters. */
      const breaksWord = (node: Node, range: Range): boolean => {
        const letters = node.textContent ?? ''
        const topOf = (at: number): number => {
          range.setStart(node, at)
          range.setEnd(node, at + 1)
          return range.getBoundingClientRect().top
        }
        return [...letters.matchAll(/[A-Za-z](?=[A-Za-z])/g)].some(
          ({ index }) => Math.abs(topOf(index) - topOf(index + 1)) > 4,
        )
      }
      /** What lies over the middle of a line and paints something there. */
      const coverOf = (element: Element, { left, top, right, bottom }: Box): Element | undefined => {
        for (const hit of document.elementsFromPoint((left + right) / 2, (top + bottom) / 2)) {
          if (element.contains(hit) || hit.contains(element)) return undefined
          const { backgroundColor, backgroundImage } = getComputedStyle(hit)
          const paints = !/, 0\)$|transparent/.test(backgroundColor) || backgroundImage !== 'none'
          if (paints || hit.matches('img, video, canvas')) return hit
        }
        return undefined
      }
      const laid: { element: Element; seen: Box; text: string }[] = []
      const lay = (element: Element, shown: string, box: Box, size: number): void => {
        const { seen, held, turned, scrolled } = seenOf(element, box)
        const hidden = lost(box, held)
        const gone = isEmpty(held)
        if (hidden > 1.5 && !(turned && gone))
          fault('cut', `${shown.slice(0, 24)} (${gone ? 'out of sight' : `${Math.round(hidden)} px`})`)
        // A sliver at the edge of a list is no text that can be judged.
        if (seen.bottom - seen.top < 0.7 * (box.bottom - box.top) || isEmpty(seen)) return
        const over = coverOf(element, seen)
        if (over) {
          // In a list that scrolls, a head that stays in sight covers what goes by below it.
          if (!scrolled) fault('overlap', `${shown.slice(0, 24)} is covered by ${words(over)}`)
          return
        }
        // What cannot be used now may be pale (WCAG 1.4.3), except in high contrast.
        if (!pale || !element.closest(':disabled, [aria-disabled=true]')) lines.push({ text: shown, ...seen, size })
        laid.push({ element, seen, text: shown })
      }
      const walk = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT)
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const element = node.parentElement
        const whole = node.textContent?.trim() ?? ''
        if (!element || whole === '' || element.closest('svg, script, style, option, title') || !visible(element))
          continue
        const size = Number.parseFloat(getComputedStyle(element).fontSize)
        if (size < text - 0.5) fault('text', `${whole.slice(0, 24)} ${size.toFixed(1)} px, least ${text.toFixed(1)}`)
        const afar = far && element.closest(far.what) ? (/\p{Script=Han}/u.test(whole) ? far.hanzi : far.digits) : 0
        if (size < afar - 0.5)
          fault('text', `${whole.slice(0, 24)} ${size.toFixed(1)} px, from afar ${afar.toFixed(1)}`)
        const range = document.createRange()
        range.selectNodeContents(node)
        const rects = [...range.getClientRects()].filter(({ width, height }) => width > 0.5 && height > 0.5)
        const button = element.closest('button, a[href], [role=button]')
        for (const rect of rects) {
          const ink = inkOf(rect)
          lay(element, whole, ink, size)
          if (!button || getComputedStyle(button).display === 'inline') continue
          const out = boxOf(button)
          const spill = Math.max(out.left - ink.left, ink.right - out.right, out.top - ink.top, ink.bottom - out.bottom)
          if (spill > 1.5) fault('cut', `${whole.slice(0, 24)} spills ${Math.round(spill)} px out of its button`)
        }
        // A short label of which one character alone stands in the last line.
        const last = rects.at(-1)
        if (button && last && rects.length > 1 && /^\p{Script=Han}{3,12}$/u.test(whole) && last.width < 1.5 * size)
          fault('orphan', `${whole} breaks before its last character`)
        if (button && rects.length > 1 && breaksWord(node, range))
          fault('orphan', `${whole.slice(0, 24)} breaks inside a word`)
      }
      for (const field of scope.querySelectorAll<HTMLInputElement>('input, textarea, select')) {
        const shown = field.value || field.placeholder
        if (!shown || !visible(field) || /^(checkbox|radio|range)$/.test(field.type)) continue
        const size = Number.parseFloat(getComputedStyle(field, field.value ? undefined : '::placeholder').fontSize)
        if (size < text - 0.5) fault('text', `${shown.slice(0, 24)} ${size.toFixed(1)} px, least ${text.toFixed(1)}`)
        const box = boxOf(field)
        if (field.tagName !== 'TEXTAREA' && field.scrollWidth > field.clientWidth + 1)
          fault('cut', `${shown.slice(0, 24)} (${field.scrollWidth - field.clientWidth} px, in a field)`)
        if (field.tagName === 'INPUT') lines.push({ text: shown, ...within(box, viewport), size })
      }
      for (const [place, one] of laid.entries()) {
        for (const other of laid.slice(place + 1)) {
          if (one.element.contains(other.element) || other.element.contains(one.element)) continue
          const both = within(one.seen, other.seen)
          if (both.right - both.left > 2 && both.bottom - both.top > 2)
            fault('overlap', `${one.text.slice(0, 16)} / ${other.text.slice(0, 16)}`)
        }
      }

      // Where the body hides what is beyond the edge nothing scrolls; what is lost there is found above.
      const { scrollWidth, scrollHeight } = document.documentElement
      const loose = getComputedStyle(document.body).overflow !== 'hidden'
      if (loose && scrollWidth > innerWidth + 1) fault('scroll', `the page by ${scrollWidth - innerWidth} px sideways`)
      if (loose && scrolls !== 'page' && scrollHeight > innerHeight + 1)
        fault('scroll', `the page by ${scrollHeight - innerHeight} px`)
      for (const element of document.querySelectorAll('*')) {
        const { overflowX, overflowY } = getComputedStyle(element)
        if (!/auto|scroll/.test(overflowX + overflowY) || !visible(element) || element === document.body) continue
        const sideways = element.scrollWidth - element.clientWidth
        const down = element.scrollHeight - element.clientHeight
        // A list that scrolls sideways hides the end of every row; less than a row of scrolling is not a list but a misfit.
        if (element.tagName !== 'TEXTAREA' && sideways > 1)
          fault('scroll', `${words(element)} by ${sideways} px sideways`)
        if (scrolls === 'never' && down > 1) fault('scroll', `${words(element)} by ${down} px`)
        if (scrolls === 'lists' && down > 1 && down < 24 && element.tagName !== 'TEXTAREA')
          fault('scroll', `${words(element)} by only ${down} px`)
      }
      return { faults, lines }
    },
    { ...limits, turning: paged, pale: limits.contrast < 7 },
  )
