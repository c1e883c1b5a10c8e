/** A scanner that types as a keyboard, for tests on a real browser. */
import type { Page } from 'playwright-core'

/** From one key to the next by the stamps that the machine gives them (s): a busy test may not slow a scanner down. */
const BETWEEN_S = 0.005

/** Types what a code says, and Enter. */
export const scans = async (page: Page, text: string): Promise<void> => {
  const keyboard = await page.context().newCDPSession(page)
  let timestamp = Date.now() / 1_000
  const press = async (key: string, typed: string, code = ''): Promise<void> => {
    timestamp += BETWEEN_S
    await keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code, text: typed, timestamp })
    await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, timestamp })
  }
  for (const key of text) await press(key, key)
  await press('Enter', '\r', 'Enter')
  await keyboard.detach()
}
