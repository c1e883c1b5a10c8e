/** A hall in which every name that somebody can type is an attack: on a page, on a printer, on a table, on a log. */
import type { Catalogue } from '../../hall/catalogue.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'

/** Short, since names have their lengths; each sets `hacked` where it is run. */
export const HOSTILE = [
  '<img src=x onerror=hacked=1>',
  '<script>hacked=1</script>',
  '"><svg onload=hacked=1>',
  "'-hacked=1-'",
  '{{hacked=1}}`hacked=1`',
  'javascript:hacked=1',
  '</title><script>hacked=1</script>',
  '&lt;b&gt;<b>粗</b>',
  '=cmd|/c calc!A1',
  '\u202e号窗口\u2066倒\u200b着',
] as const

const hostile = (place: number): string => HOSTILE[place % HOSTILE.length] ?? ''

/** Names keep a plain end, so that no two of a kind are alike. */
export const hostileCatalogue: Catalogue = {
  ...sampleCatalogue,
  hall: { ...sampleCatalogue.hall, name: hostile(0), nameEn: hostile(1) },
  zones: sampleCatalogue.zones.map((zone, place) => ({
    ...zone,
    name: `${hostile(place + 2)}${place}`,
    nameEn: hostile(place),
  })),
  departments: sampleCatalogue.departments.map((one, place) => ({ ...one, name: `${hostile(place)}${place}` })),
  themes: sampleCatalogue.themes.map((theme, place) => ({
    ...theme,
    name: `${hostile(place)}${place}`,
    nameEn: hostile(place + 1),
  })),
  services: sampleCatalogue.services.map((service, place) => ({
    ...service,
    name: `${hostile(place)}${place}`,
    nameEn: hostile(place + 3),
    keywords: [hostile(place + 1)],
    fee: hostile(place + 4),
    checklist: service.checklist.map((material, row) => ({ ...material, name: `${hostile(row)}${row}` })),
  })),
  counters: sampleCatalogue.counters.map((counter, place) => ({
    ...counter,
    name: `${hostile(place).slice(0, 10)}${place}`,
  })),
}
