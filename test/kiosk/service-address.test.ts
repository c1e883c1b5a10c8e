import { afterEach, describe, expect, it } from 'vitest'
import { language } from '../../client/language.ts'
import { daysText, idIn } from '../../kiosk/service-address.ts'

describe('the guide on a phone', () => {
  afterEach(() => {
    language.value = 'zh'
  })

  it('K16 the matter comes from its own address, and nothing else does', () => {
    expect(['/g/A-01', '/g/out-vehicle', '/g/A_1/'].map(idIn)).toEqual(['A-01', 'out-vehicle', 'A_1'])
    for (const path of ['/g/', '/g', '/', '/t/A-01', '/g/A-01/more', '/g/-1', '/g/%E7', `/g/${'a'.repeat(65)}`])
      expect(idIn(path), path).toBe('')
  })

  it('K16 the days of the week are said as people say them', () => {
    expect([[1, 2, 3, 4, 5], [5, 1, 3, 2, 4], [1, 3, 5], [6, 7], [7]].map(daysText)).toEqual([
      '周一至周五',
      '周一至周五',
      '周一、周三、周五',
      '周六、周日',
      '周日',
    ])
    language.value = 'en'
    expect([[1, 2, 3, 4, 5], [1, 3], [7]].map(daysText)).toEqual(['Mon–Fri', 'Mon, Wed', 'Sun'])
  })
})
