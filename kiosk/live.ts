/** What the hall tells this kiosk: the view, and the catalogue it speaks of. */
import { computed, effect, signal } from '@preact/signals'
import { catalogue, needCatalogue } from '../client/catalogue.ts'
import { connected, type Live, refusals, stale, watch } from '../client/live-view.ts'
import { device } from '../client/session.ts'
import type { Service, Theme } from '../hall/catalogue.ts'
import type { ServiceId, ThemeId } from '../hall/ids.ts'
import type { ThemeRow } from '../hall/views/theme-row.ts'

/** A line that is down for less than this comes back before anybody notices, ms. */
const DOWN_AFTER_MS = 4_000

export const message = computed(() => {
  const id = device.value?.identity.id
  const live: Live<'kiosk'> | undefined = id === undefined ? undefined : watch('kiosk', id)
  return live?.value
})
export const view = computed(() => message.value?.view)
export const refused = computed(() => Object.keys(refusals.value).length > 0)

const cut = signal(false)
/** True when nobody can be served here: the line has been down for a while, or the server fell silent. */
export const down = computed(() => cut.value || stale.value)

/** Follows the line and the catalogue until the returned function is called. */
export const follow = (): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const line = effect(() => {
    clearTimeout(timer)
    if (connected.value) cut.value = false
    else {
      timer = setTimeout(() => {
        cut.value = true
      }, DOWN_AFTER_MS)
    }
  })
  const needs = effect(() => {
    if (message.value) void needCatalogue(message.value.view.revision)
  })
  return () => {
    clearTimeout(timer)
    line()
    needs()
  }
}

export const serviceOf = (id: ServiceId): Service | undefined =>
  catalogue.value?.services.find((service) => service.id === id)
export const themeOf = (id: ThemeId): Theme | undefined => catalogue.value?.themes.find((theme) => theme.id === id)
export const rowOf = (id: ThemeId): ThemeRow | undefined => view.value?.themes.find((row) => row.id === id)
