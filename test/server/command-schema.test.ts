/** What the door lets in of a command before anybody decides: shapes and bounds alone. */
import { describe, expect, it } from 'vitest'
import type { Intent } from '../../hall/commands.ts'
import { commandSchema, parseWith } from '../../server/http/command-schema.ts'

const CARD = '11010519491231002X'
const KEY = 'pabcdefghij-ABCDEFGHIJ_'

const fits = (intent: Intent): boolean => parseWith(commandSchema, { id: 'a-command-long-enough', ...intent }).ok

describe('the shape of a command', () => {
  it('I17 A9 a person is a key that this server made, never a number that a machine forgot to exchange', () => {
    const named = (person: string): Intent[] => [
      { type: 'IssueTicket', ticket: 'a-ticket-long-enough', service: 'A-01', person },
      { type: 'NameVisitor', ticket: 't1', person },
      { type: 'GiveNotice', service: 'A-01', kind: 'guide', person },
    ]
    expect(named(KEY).map(fits)).toEqual([true, true, true])
    for (const person of [CARD, `p${CARD}`, '13800138000', 'p'])
      expect(named(person).map(fits)).toEqual([false, false, false])
  })

  it('T20 each kind of complaint is named once', () => {
    const why = { type: 'ExplainRating', ticket: 't1', secret: 's' } as const
    expect(fits({ ...why, complaints: ['manner', 'other'] })).toBe(true)
    expect(fits({ ...why, complaints: ['manner', 'manner'] })).toBe(false)
  })
})
