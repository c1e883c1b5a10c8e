/** Keeps the panel lit while the page is in front. Browsers offer that in secure contexts alone, and take it back with the page. */

const ask = async (): Promise<void> => {
  if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return
  try {
    await navigator.wakeLock.request('screen')
  } catch (error) {
    console.warn('The panel may go dark: this browser did not let the page keep it lit.', error)
  }
}

/** Asks now, and again whenever the page comes back to the front. */
export const stayLit = (): void => {
  void ask()
  document.addEventListener('visibilitychange', () => void ask())
}
