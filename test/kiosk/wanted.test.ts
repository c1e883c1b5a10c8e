import { afterEach, describe, expect, it } from 'vitest'
import { catalogue } from '../../client/catalogue.ts'
import type { PriorityGround } from '../../hall/commands.ts'
import { startOver } from '../../kiosk/place.ts'
import { basket, chooseSeveral, goFirst, ground, grounds, issueOf, several, ticked } from '../../kiosk/wanted.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'

const allow = (...kioskGrounds: readonly PriorityGround[]): void => {
  catalogue.value = withRules({ kioskGrounds })
}

describe('what somebody has chosen', () => {
  afterEach(() => {
    chooseSeveral(false)
    goFirst(undefined)
    catalogue.value = undefined
  })

  it('K18 matters are kept in the order in which they were ticked, each once; a second tick takes one off', () => {
    const three = ['c', 'a', 'b'].reduce<readonly string[]>(ticked, [])
    expect(three).toEqual(['c', 'a', 'b'])
    expect(ticked(three, 'a')).toEqual(['c', 'b'])
    expect(ticked(ticked(three, 'a'), 'a')).toEqual(['c', 'b', 'a'])
  })

  it('K18 six fit on one number, and a seventh changes nothing', () => {
    const six = ['1', '2', '3', '4', '5', '6'].reduce<readonly string[]>(ticked, [])
    expect(six).toHaveLength(6)
    expect(ticked(six, '7')).toBe(six)
    expect(ticked(six, '6')).toHaveLength(5)
  })

  it('K18 the first matter leads, and the others follow on the same number', () => {
    expect(issueOf('t', ['c', 'a', 'b'], {}, undefined)).toEqual({
      type: 'IssueTicket',
      ticket: 't',
      service: 'c',
      more: ['a', 'b'],
    })
    expect(issueOf('t', ['c'], {}, undefined)).toEqual({ type: 'IssueTicket', ticket: 't', service: 'c' })
  })

  it('K18 whoever goes back to one matter begins again', () => {
    chooseSeveral(true)
    basket.value = ['a', 'b']
    chooseSeveral(false)
    expect(basket.value).toEqual([])
  })

  it('K19 there are only the grounds that the hall leaves to a kiosk, and none where it says nothing', () => {
    expect(grounds.value).toEqual([])
    const { kioskGrounds: _, ...rules } = smallCatalogue.rules
    catalogue.value = { ...smallCatalogue, rules }
    expect(grounds.value).toEqual([])
    allow('elderly', 'pregnant')
    expect(grounds.value).toEqual(['elderly', 'pregnant'])
  })

  it('K19 a ground makes a priority number, and nothing else does', () => {
    expect(issueOf('t', ['c'], {}, 'elderly')).toMatchObject({ class: 'priority', ground: 'elderly' })
    expect(issueOf('t', ['c'], {}, undefined)).not.toHaveProperty('class')
  })

  it('K19 a ground that the hall takes back while somebody stands there counts no more', () => {
    allow('elderly', 'pregnant')
    goFirst('pregnant')
    expect(ground.value).toBe('pregnant')
    allow('elderly')
    expect(ground.value).toBeUndefined()
    goFirst('military')
    expect(ground.value).toBeUndefined()
  })

  it('K24 the number carries whose matter it is, who came, and the masked name', () => {
    expect(issueOf('t', ['c'], { person: 'p1', proxy: 'p2', maskedName: '张*' }, undefined)).toMatchObject({
      person: 'p1',
      proxy: 'p2',
      maskedName: '张*',
    })
  })

  it('K30 starting over forgets the matters and the ground', () => {
    allow('elderly')
    chooseSeveral(true)
    basket.value = ['a']
    goFirst('elderly')
    const root = { lang: '' }
    Object.assign(globalThis, { document: { documentElement: root } })
    startOver()
    expect([several.value, basket.value, ground.value]).toEqual([false, [], undefined])
    Reflect.deleteProperty(globalThis, 'document')
  })
})
