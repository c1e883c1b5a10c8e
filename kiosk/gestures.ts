/** No gesture does anything here: no long press, selection, drag, pinch, double tap or wheel (K31). Buttons alone do. */

const REFUSED = ['contextmenu', 'selectstart', 'dragstart', 'gesturestart', 'wheel', 'touchmove', 'auxclick'] as const

/** Turns down whatever a browser would make of a touch that is not a tap. Sizes and panning are turned off by `touch-action`. */
export const refuseGestures = (): void => {
  for (const kind of REFUSED) {
    addEventListener(
      kind,
      (event) => {
        if (event.cancelable) event.preventDefault()
      },
      { capture: true, passive: false },
    )
  }
  // Nothing here scrolls; what a browser scrolls by itself, to show what is in focus, is put back.
  addEventListener(
    'scroll',
    ({ target }) => {
      const scrolled = target instanceof Element ? target : document.documentElement
      if (scrolled.scrollTop !== 0) scrolled.scrollTop = 0
      if (scrolled.scrollLeft !== 0) scrolled.scrollLeft = 0
    },
    { capture: true },
  )
}
