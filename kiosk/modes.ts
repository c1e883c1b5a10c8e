/** The ways to see this kiosk, as the stylesheets read them: words in `data-mode` of the page's root element. */
import { effect } from '@preact/signals'
import { above } from './panel.ts'
import { contrast, elder, seated, spoken } from './place.ts'

/** Writes the modes of now into the page, and again at every change. Stylesheets ask `[data-mode~="elder"]`. */
export const showModes = (): void => {
  effect(() => {
    const modes = { elder, seated, contrast, spoken }
    document.documentElement.dataset.mode = Object.entries(modes)
      .flatMap(([name, mode]) => (mode.value ? [name] : []))
      .join(' ')
    // Seated, before a panel whose upper part is out of reach.
    if (seated.value && above.value > 0) document.documentElement.dataset.reach = 'part'
    else delete document.documentElement.dataset.reach
  })
}
