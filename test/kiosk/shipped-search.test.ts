import { describe, expect, it } from 'vitest'
import { loadReader } from '../../kiosk/pinyin.ts'
import { find, indexOf } from '../../kiosk/search.ts'
import { sampleCatalogue } from '../../server/catalogue/sample/index.ts'

/** A page of results on the smallest panel that the kiosk is drawn for. */
const FIRST_PAGES = 12

describe('the shipped catalogue', () => {
  it('K8 every service and every keyword is found by its full pinyin, and by its initials from three on', async () => {
    const read = await loadReader()
    const index = indexOf(sampleCatalogue, read)
    const lost: string[] = []
    for (const service of [...sampleCatalogue.services, ...(sampleCatalogue.elsewhere ?? [])]) {
      for (const text of [service.name, ...(service.keywords ?? [])]) {
        const readings = read((text.toLowerCase().match(/[\p{Script=Han}a-z0-9]/gu) ?? []).join(''))
        const initials = readings.map(([reading = '']) => reading.slice(0, 1)).join('')
        const full = readings.map(([reading = '']) => reading).join('')
        // Two initials are shared by too many words to promise a place among the first.
        if (initials.length > 2 && !find(index, initials).slice(0, FIRST_PAGES).includes(service.id))
          lost.push(`${text} ${initials}`)
        if (!find(index, full).slice(0, FIRST_PAGES).includes(service.id)) lost.push(`${text} ${full}`)
      }
    }
    expect(lost).toEqual([])
  })
})
