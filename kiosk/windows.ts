/** The windows that take a service, as a short list that can be remembered: 5、6、8 → `5、6、8`, 5 to 8 → `5–8`. */
import { fill, say, type Word } from '../client/language.ts'
import { isNumbered } from '../client/phrases.ts'
import { authority, type Catalogue, type Counter, type Service } from '../hall/catalogue.ts'

/** Names of the windows to look out for: those whose own work it is, else those that help. */
export const windowsOf = (service: Service, counters: Catalogue['counters']): readonly string[] => {
  const names = (as: 'own' | 'help') =>
    counters.filter((counter: Counter) => authority(counter, service) === as).map((counter) => counter.name)
  const own = names('own')
  return own.length > 0 ? own : names('help')
}

const COMMA: Word = ['、', ', ']

/** Joins names; three or more numbers in a row become a range. */
export const shortList = (names: readonly string[]): string => {
  const runs: string[][] = []
  for (const name of names) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const follows = last !== undefined && /^\d+$/.test(name) && /^\d+$/.test(last) && Number(name) === Number(last) + 1
    if (run && follows) run.push(name)
    else runs.push([name])
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(say(COMMA)))).join(say(COMMA))
}

const W = {
  windows: ['{list} 号窗口', 'windows {list}'],
  window: ['{list} 号窗口', 'window {list}'],
  more: ['{list} 等 {count} 个窗口', '{list} and others, {count} in all'],
} satisfies Record<string, Word>

/** Windows with names of their own fill a line quickly; the first of more than these are named. */
const NAMED_MOST = 2

/** `1–3 号窗口`, or the names of windows that have names; empty where no window takes it. */
export const windowsText = (service: Service, counters: Catalogue['counters']): string => {
  const names = windowsOf(service, counters)
  if (names.length === 0) return ''
  if (!names.every(isNumbered)) {
    const list = names.slice(0, NAMED_MOST).join(say(COMMA))
    return names.length <= NAMED_MOST ? list : fill(W.more, { list, count: names.length })
  }
  return fill(names.length === 1 ? W.window : W.windows, { list: shortList(names) })
}
