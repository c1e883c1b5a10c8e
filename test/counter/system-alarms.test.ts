import { describe, expect, it } from 'vitest'
import { fill, language } from '../../client/language.ts'
import { systemAlarms } from '../../counter/guide-desk-alarms.ts'
import { RING, SYSTEM_WORDS } from '../../counter/system-alarm-words.ts'
import { SYSTEM_ALARMS, type SystemAlarm } from '../../hall/system-alarm.ts'

const alarm = (code: SystemAlarm['code']): SystemAlarm => ({ code, since: 0, data: {} })
const ALL = SYSTEM_ALARMS.map(alarm)
const codesOf = (rows: ReturnType<typeof systemAlarms>, level?: string): string[] =>
  rows.flatMap((row) => (row.kind === 'system' && (level === undefined || row.level === level) ? [row.alarm.code] : []))

describe('what is wrong with the system, on the screens of staff', () => {
  it('Z17 Z18 Z25 Z31 the guide desk is told what changes its work, the manager everything', () => {
    expect(codesOf(systemAlarms(ALL, 'manager'))).toEqual([...SYSTEM_ALARMS])
    const desk = [
      'disk-low',
      'disk-stop',
      'storage-fault',
      'read-only',
      'clock-suspect',
      'restored',
      'deposed',
      // Whoever has that number stands before the desk.
      'number-restated',
    ]
    expect(codesOf(systemAlarms(ALL, 'desk'))).toEqual(desk)
  })

  it('Z17 numbers that are not given any more are red, a disk that fills up is amber', () => {
    expect(codesOf(systemAlarms(ALL, 'desk'), 'red')).toEqual([
      'disk-stop',
      'storage-fault',
      'read-only',
      'restored',
      'deposed',
    ])
    expect(codesOf(systemAlarms(ALL, 'desk'), 'amber')).toEqual(['disk-low', 'clock-suspect', 'number-restated'])
  })

  it('Z17 Z23 every trouble says what it is and what to do, in Chinese and in English, with its figures filled in', () => {
    const data = {
      freeMb: 90,
      minutes: 5,
      rule: 'I6',
      position: 7,
      hours: 2,
      lost: 3,
      days: 9,
      count: 12,
      call: '8300',
      device: '取号机',
      numbers: 'XA001',
      service: '咨询',
      dir: '/backup',
    }
    language.value = 'zh'
    for (const code of SYSTEM_ALARMS)
      for (const word of SYSTEM_WORDS[code]) {
        expect(word[0]).toMatch(/[一-龥]{2}/)
        expect(word[1]).toMatch(/^[A-Z{]/)
        expect(fill(word, data)).not.toMatch(/[{}]/)
      }
    expect(fill(SYSTEM_WORDS['disk-stop'][1], data)).toContain('90 MB')
    expect(fill(RING, data)).toBe('。请联系系统管理员：8300')
  })
})
