import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { catalogue } from '../../client/catalogue.ts'
import { busy } from '../../counter/acting.ts'
import { hearSmall } from '../../counter/window-small.tsx'
import {
  chooseEnding,
  endingOf,
  type Panel,
  pressPrimary,
  pressSide,
  pressStandIn,
  pressUndo,
  resting,
  sheet,
  stepOutcome,
} from '../../counter/window-state.ts'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { Intent } from '../../hall/commands.ts'
import { counterView } from '../../hall/views/window.ts'
import { smallCatalogue, withRules } from '../kit/small-catalogue.ts'
import { calledNext, type Deed, given, opened, taken, told, windowOpened } from '../kit/story.ts'

const ONE_PRESS: Catalogue = {
  ...withRules({ window: { ...smallCatalogue.rules.window, confirmArrival: false } }),
  counters: smallCatalogue.counters.map((row) => (row.id === '3' ? { ...row, backups: ['1'] } : row)),
}

/** A panel over a story whose clock is the machine's own, and what it asked for. */
const panelOf = (...deeds: readonly Deed[]) => {
  const asked: Intent[][] = []
  const now: Deed = (past) => {
    past.now = Date.now()
  }
  const { past } = given(now, ...deeds)
  const view = counterView(past.hall, '1')
  if (!view) throw new Error('The small hall has no window 1.')
  const panel: Panel = {
    view: { ...view, earlier: [] },
    does: async (_act, intents) => {
      asked.push([...intents])
      return true
    },
  }
  return { panel, asked, types: () => asked.map((intents) => intents.map(({ type }) => type)) }
}
const CALLED = [
  opened(ONE_PRESS),
  windowOpened('1'),
  taken('t1', 'A-01'),
  taken('t2', 'A-02'),
  calledNext('1'),
] as const

const key = (name: string) => {
  let prevented = false
  return {
    event: {
      key: name,
      code: name,
      repeat: false,
      ctrlKey: false,
      altKey: false,
      metaKey: false,
      preventDefault: () => {
        prevented = true
      },
    } as unknown as KeyboardEvent,
    prevented: () => prevented,
  }
}

beforeEach(() => {
  catalogue.value = ONE_PRESS
})
afterEach(() => {
  busy.value = undefined
  resting.value = false
  sheet.value = undefined
})

describe('one press a visitor', () => {
  it('W1 with somebody called, one press completes them with their usual outcome and calls the next', () => {
    const { panel, asked } = panelOf(...CALLED)
    pressPrimary(panel)
    expect(asked).toEqual([
      [{ type: 'CompleteTicket', counter: '1', ticket: 't1', outcome: 'immediate', thenCall: true }],
    ])
  })

  it('W1 right after a call the same press again completes nobody, and recall is not held up', () => {
    const { panel, types } = panelOf(...CALLED)
    resting.value = true
    pressPrimary(panel)
    pressSide('complete', panel)
    expect(types()).toEqual([])
    pressSide('arrive', panel)
    expect(types()).toEqual([['StartServing']])
  })

  it('W1 where 到场 is pressed, a called visitor is first begun, and the rest after a call holds nothing up', () => {
    catalogue.value = smallCatalogue
    const { panel, types } = panelOf(opened(), windowOpened('1'), taken('t1', 'A-01'), calledNext('1'))
    resting.value = true
    pressPrimary(panel)
    expect(types()).toEqual([['StartServing']])
  })

  it('W3 an outcome chosen for one visit is none for the next, nor for another matter of the same', () => {
    const first = panelOf(...CALLED).panel
    chooseEnding(first.view, { outcome: 'promised', cases: 2 })
    expect(endingOf(first.view)).toMatchObject({ outcome: 'promised', cases: 2 })
    const { ticket } = first.view
    if (!ticket) throw new Error('Somebody is in front.')
    expect(endingOf({ ...first.view, ticket: { ...ticket, id: 't2' } }).outcome).toBe('immediate')
    expect(endingOf({ ...first.view, ticket: { ...ticket, service: 'A-02' } }).outcome).toBe('immediate')
  })

  it('W3 a page that could not fetch the catalogue ends a visit as its service ends, not with another outcome', () => {
    catalogue.value = undefined
    const services = ONE_PRESS.services.map((row) => ({ ...row, caseType: 'promised' as const }))
    const { panel, asked } = panelOf(
      opened({ ...ONE_PRESS, services }),
      windowOpened('1'),
      taken('t9', 'A-01'),
      calledNext('1'),
    )
    pressSide('complete', panel)
    expect(asked).toEqual([[{ type: 'CompleteTicket', counter: '1', ticket: 't9', outcome: 'promised' }]])
  })

  it('W6 the arrows choose the outcome of a called visitor too', () => {
    const { panel } = panelOf(...CALLED)
    chooseEnding(panel.view, { outcome: 'immediate' })
    stepOutcome(panel, 1)
    expect(endingOf(panel.view).outcome).toBe('promised')
    stepOutcome(panel, -1)
    expect(endingOf(panel.view).outcome).toBe('immediate')
  })

  it('W2 a theme that voids a number at once needs one call before 过号', () => {
    const { panel } = panelOf(...CALLED)
    expect(panel.view.calls.needed).toBe(3)
    const noShow = { ...ONE_PRESS.rules.noShow, mode: 'void' } as const
    const themes = ONE_PRESS.themes.map((theme) => ({ ...theme, noShow }))
    expect(panelOf(opened({ ...ONE_PRESS, themes }), ...CALLED.slice(1)).panel.view.calls.needed).toBe(1)
  })
})

describe('keys beyond the big button', () => {
  it('W12 taking back asks the hall while there is something to take back, and not while an act is under way', () => {
    const { panel, types } = panelOf(...CALLED)
    busy.value = { act: 'primary', unconfirmed: false, asks: [] }
    pressUndo(panel)
    expect(types()).toEqual([])
    busy.value = undefined
    pressUndo(panel)
    expect(types()).toEqual([['UndoAct']])
    pressUndo(panelOf(opened(ONE_PRESS)).panel)
    expect(types()).toHaveLength(1)
  })

  it('W11 one key stands in for the window whose clerk is away', () => {
    const { panel, asked } = panelOf(
      opened(ONE_PRESS),
      windowOpened('1'),
      windowOpened('3'),
      told({ type: 'PauseCounter', counter: '3', reason: 'meal' }),
    )
    pressStandIn(panel)
    expect(asked).toEqual([[{ type: 'TakeOver', counter: '1', from: '3' }]])
    const none = panelOf(...CALLED)
    pressStandIn(none.panel)
    expect(none.asked).toEqual([])
  })

  it('W14 every act that asks the clerk first opens its sheet, also while the button only rests', () => {
    const { panel, types } = panelOf(...CALLED)
    busy.value = { act: 'primary', unconfirmed: false, settling: true, asks: [] }
    for (const kind of ['transfer', 'park', 'checklist', 'more'] as const) {
      sheet.value = undefined
      pressSide(kind, panel)
      expect(sheet.value).toEqual({ kind })
    }
    busy.value = { act: 'primary', unconfirmed: false, asks: [] }
    sheet.value = undefined
    pressSide('transfer', panel)
    expect(sheet.value).toBeUndefined()
    expect(types()).toEqual([])
  })
})

describe('the small form', () => {
  it('W8 hears the keys of the buttons it has, and keeps the panel’s other keys from the browser without doing them', () => {
    const { panel, types } = panelOf(...CALLED)
    for (const name of ['F2', '-', 'F8']) hearSmall(panel, key(name).event)
    expect(types()).toEqual([['CompleteTicket'], ['UndoAct'], ['CompleteTicket']])
    const transfer = key('F6')
    hearSmall(panel, transfer.event)
    expect(transfer.prevented()).toBe(true)
    expect(types()).toHaveLength(3)
    expect(sheet.value).toBeUndefined()
  })

  it('W8 a letter is not ours, and pausing opens no sheet there is no room for', () => {
    const { panel, types } = panelOf(...CALLED)
    const letter = key('a')
    hearSmall(panel, letter.event)
    expect(letter.prevented()).toBe(false)
    hearSmall(panel, key('F9').event)
    expect(sheet.value).toBeUndefined()
    expect(types()).toEqual([])
  })
})
