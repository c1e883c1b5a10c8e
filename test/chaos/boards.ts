/** Boards of a chaos run, each behind a line of its own, and what stood on them when. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Chance } from './chance.ts'
import { builtModule } from './server-process.ts'
import { openWeather, type Weather, type WeatherLine } from './weather.ts'

/** What whoever stands before a board notices; `at` is this machine's clock, `now` and `callAt` the server's, ms. */
export type BoardWord =
  | { readonly kind: 'shows'; readonly at: number; readonly position: number }
  | { readonly kind: 'stale'; readonly at: number; readonly stale: boolean }
  | {
      readonly kind: 'spoke'
      readonly at: number
      readonly callAt: number
      readonly now: number
      readonly number: string
    }

export type Board = {
  readonly weather: Weather
  readonly line: WeatherLine
  /** Everything since it was last emptied, oldest first. */
  readonly words: BoardWord[]
  readonly close: () => Promise<void>
}

export type BoardOptions = {
  readonly weather: Weather
  readonly url: string
  readonly token: string
  readonly chance: Chance
}

export const startBoard = async ({ weather, url, token, chance }: BoardOptions): Promise<Board> => {
  const line = await openWeather(url, chance)
  const options = JSON.stringify({ url: line.url, token, id: `board in ${weather}` })
  const child = spawn(process.execPath, [builtModule('board-process'), options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const words: BoardWord[] = []
  createInterface({ input: child.stdout }).on('line', (text) => words.push(JSON.parse(text) as BoardWord))
  return {
    weather,
    line,
    words,
    close: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
      await line.close()
    },
  }
}

/** The position that stands on a board now. */
export const shownOn = ({ words }: Board): number =>
  words.reduce((shown, word) => (word.kind === 'shows' ? word.position : shown), 0)
