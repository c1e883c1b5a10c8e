/**
 * Somebody at the device page asked which machine this is: it chimes and shows its own name over whatever it shows, long
 * enough to be found by eye. Loaded when that happens.
 */
import { ring } from './chime.ts'
import { say, type Word } from './language.ts'
import { device } from './session.ts'
import './here.css'

/** How long the name stays, ms. */
const SHOWN_MS = 3_000
/** A browser that allows sound starts it at once; one that blocks it never answers. ms */
const STARTS_WITHIN_MS = 400

const MUTE: Word = [
  '本机没有声音：浏览器不许播放，请触摸一次屏幕',
  'No sound: the browser forbids it until the screen is touched',
]

let sign: HTMLElement | undefined

const show = (name: string): HTMLElement => {
  sign?.remove()
  const made = document.createElement('div')
  made.className = 'here'
  made.setAttribute('role', 'status')
  const title = document.createElement('b')
  title.textContent = name
  made.append(title)
  document.body.append(made)
  setTimeout(() => made.remove(), SHOWN_MS)
  sign = made
  return made
}

const sound = async (): Promise<boolean> => {
  try {
    const context = new AudioContext()
    await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, STARTS_WITHIN_MS))])
    if (context.state !== 'running') {
      await context.close()
      return false
    }
    ring(context)
    setTimeout(() => void context.close(), SHOWN_MS)
    return true
  } catch (error) {
    console.warn('This machine has no sound: connect a loudspeaker and reload.', error)
    return false
  }
}

/** Chimes and shows the name of this machine for three seconds, and says so where there is no sound. */
export const makeKnown = async (): Promise<void> => {
  const made = show(device.value?.identity.name ?? '')
  if (await sound()) return
  const line = document.createElement('span')
  line.textContent = say(MUTE)
  made.append(line)
}
