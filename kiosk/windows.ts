/** The windows that take a service, as a short list that can be remembered: 5、6、8 → `5、6、8`, 5 to 8 → `5–8`. */
import { authority, type Catalogue, type Counter, type Service } from '../hall/catalogue.ts'

/** Names of the windows to look out for: those whose own work it is, else those that help. */
export const windowsOf = (service: Service, counters: Catalogue['counters']): readonly string[] => {
  const names = (as: 'own' | 'help') =>
    counters.filter((counter: Counter) => authority(counter, service) === as).map((counter) => counter.name)
  const own = names('own')
  return own.length > 0 ? own : names('help')
}

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
  return runs.map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join('、'))).join('、')
}
