/** What the keypad can stop at on the page, and how each thing is said. */

/** Lies over the page and takes it away for as long as it stands. */
const COVERS = '.overlay, .down, [role="dialog"], [role="alertdialog"]'
const STOPS = 'button:not(:disabled), [data-stop], input:not(:disabled)'

/** What only groups others (`display: contents`) has no box of its own. */
const isSeen = (element: HTMLElement): boolean =>
  element.checkVisibility({ visibilityProperty: true }) || getComputedStyle(element).display === 'contents'

/** The newest thing that lies over the page; numbers without a server lie over the page that says there is none. */
export const coverNow = (): HTMLElement | undefined =>
  document.querySelector<HTMLElement>('.offline') ??
  [...document.querySelectorAll<HTMLElement>(COVERS)].filter(isSeen).at(-1)

export const pageNow = (): HTMLElement | null => document.querySelector<HTMLElement>('.kiosk main')

/** All that can be done now, in reading order: of what lies over the page, else of the page. */
export const stopsNow = (): readonly HTMLElement[] => {
  const scope = coverNow() ?? pageNow()
  return scope ? [...scope.querySelectorAll<HTMLElement>(STOPS)].filter(isSeen) : []
}

/** The way back from here, where there is one. */
export const backNow = (): HTMLElement | undefined => {
  const scope = coverNow() ?? pageNow()
  return [...(scope?.querySelectorAll<HTMLElement>('[data-back]') ?? [])].filter(isSeen).at(-1)
}

/** What is said of an element: its label, or its words in order, without what is only for the eye. */
export const textOf = (node: Node): string => {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? ''
  if (!(node instanceof HTMLElement) || node.ariaHidden === 'true' || !isSeen(node)) return ''
  if (node.dataset.say !== undefined) return node.dataset.say
  const label = node.ariaLabel
  if (label !== null && label !== '') return node instanceof HTMLInputElement ? `${label} ${node.value}` : label
  if (node.dataset.quiet !== undefined) return ''
  // What stands in a box of its own is a thought of its own.
  const parts = [...node.childNodes].map((child) => ({
    text: textOf(child).trim(),
    own: child instanceof HTMLElement && getComputedStyle(child).display !== 'inline',
  }))
  return parts
    .filter(({ text }) => text !== '')
    .reduce(
      (said, { text, own }) =>
        said === '' ? text : `${said}${own && !/[，。；：、？！,.]$/.test(said) ? '，' : ' '}${text}`,
      '',
    )
}

/** What a stop says of itself when it comes into focus. */
export const saidOf = (element: HTMLElement, pressed: string, notPressed: string): string => {
  const state = element.ariaPressed === 'true' ? pressed : element.ariaPressed === 'false' ? notPressed : ''
  return [textOf(element), state].filter((part) => part !== '').join('，')
}
