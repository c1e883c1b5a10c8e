/** Looks for the browser once, before any worker starts, so that two test files never install it at the same time. */
import { findChromium, HOW_TO } from './chromium.ts'

export default function setup(): void {
  const path = findChromium()
  // Where nobody looks at the output a green run must not hide that the screens were never opened.
  if (path === undefined && process.env.CI === 'true') throw new Error(HOW_TO)
  if (path !== undefined) process.env.CHROMIUM_PATH = path
}
