import { signal } from '@preact/signals'
import { expect, it, vi } from 'vitest'
import type { Catalogue } from '../../hall/catalogue.ts'
import type { ScreenView, Sound } from '../../hall/screen.ts'
import { USUAL_VOICE } from '../../hall/voice.ts'
import { smallCatalogue } from '../kit/small-catalogue.ts'

const mySettings = signal<ScreenView | undefined>(undefined)
const catalogue = signal<Catalogue | undefined>(undefined)
let told: Sound | undefined
vi.mock('../../client/report.ts', () => ({
  mySettings,
  tellHealth: (part: { sound?: Sound }) => {
    told = part.sound ?? told
  },
}))
vi.mock('../../client/catalogue.ts', () => ({ catalogue, needCatalogue: async () => {} }))
vi.mock('../../client/session.ts', () => ({ device: signal(undefined), token: signal('t') }))

it('S13 a page that was opened without sound says so, so that the turn goes to one that is heard', async () => {
  class Context {
    state = 'running'
    resume = async (): Promise<void> => {}
  }
  vi.stubGlobal('AudioContext', Context)
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('window', {})
  const { startAnnouncer } = await import('../../display/announcer.ts')
  catalogue.value = smallCatalogue
  mySettings.value = { name: 'board', settings: {}, speaks: true }
  const stop = startAnnouncer(signal(undefined), { on: true })
  await vi.waitFor(() => expect(told).toBe('on'))
  // A silent zone is as it should be (V10).
  catalogue.value = { ...smallCatalogue, voice: { usual: { ...USUAL_VOICE, silent: true } } }
  expect(told).toBe('silent')
  catalogue.value = smallCatalogue
  stop()
  startAnnouncer(signal(undefined), { on: false })
  expect(told).toBe('broken')
  vi.unstubAllGlobals()
})
