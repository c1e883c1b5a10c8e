/**
 * This screen as a panel: how many CSS pixels it has now, and what the manager has set of its inches and distance (S11).
 * `?inches=` and `?metres=` in the address stand in for a screen without settings, such as a preview.
 */
import { computed, signal } from '@preact/signals'
import { mySettings } from '../client/report.ts'
import type { Panel } from './legible.ts'

const size = signal({ width: innerWidth, height: innerHeight })
addEventListener('resize', () => {
  size.value = { width: innerWidth, height: innerHeight }
})

/** As the page was opened: pairing writes another address. */
const asked = new URLSearchParams(location.search)
const given = (name: string): number | undefined => {
  const value = Number(asked.get(name))
  return value > 0 ? value : undefined
}

/** The usual board: 55 inches, the last row of seats at ten metres (ux §2). */
const USUAL = { inches: 55, metres: 10 }

/** The panel as it hangs. A window on a desk is drawn like the panel it stands for, in small. */
export const panel = computed<Panel>(() => {
  const settings = mySettings.value?.settings
  return {
    width: Math.max(1, size.value.width),
    height: Math.max(1, size.value.height),
    inches: settings?.inches ?? given('inches') ?? USUAL.inches,
    metres: settings?.metres ?? given('metres') ?? USUAL.metres,
  }
})

/** From how far it is read where somebody said so, metres. */
export const metresSet = computed(() => mySettings.value?.settings.metres ?? given('metres'))
