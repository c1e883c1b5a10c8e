/** How long each part measures. The whole run stays under four minutes; the quick one is for the suite. */
export type Plan = {
  readonly issue: { readonly rounds: number; readonly warmMs: number; readonly measureMs: number }
  /** Calls are made until their number is reached or the time is over, for each number of screens. */
  readonly board: { readonly screens: readonly number[]; readonly calls: number; readonly budgetMs: number }
  readonly reckoning: { readonly rounds: number; readonly calls: number; readonly budgetMs: number }
  readonly growth: { readonly rounds: number; readonly cycles: number; readonly doorRounds: number }
  readonly restart: { readonly tickets: number; readonly starts: number }
  readonly paper: { readonly slips: number; readonly tickets: number }
  readonly simulate: { readonly rounds: number; readonly days: number }
  /** Days after the ten that teach. */
  readonly forecast: { readonly days: number }
}

export const FULL_PLAN: Plan = {
  issue: { rounds: 5, warmMs: 1_200, measureMs: 2_200 },
  board: { screens: [1, 50, 1_000], calls: 240, budgetMs: 38_000 },
  reckoning: { rounds: 3, calls: 60, budgetMs: 8_000 },
  growth: { rounds: 25, cycles: 120, doorRounds: 40 },
  restart: { tickets: 5_000, starts: 5 },
  paper: { slips: 200, tickets: 60 },
  simulate: { rounds: 7, days: 2_000 },
  forecast: { days: 20 },
}

export const QUICK_PLAN: Plan = {
  issue: { rounds: 1, warmMs: 400, measureMs: 800 },
  board: { screens: [1, 50, 1_000], calls: 20, budgetMs: 10_000 },
  reckoning: { rounds: 1, calls: 20, budgetMs: 5_000 },
  growth: { rounds: 6, cycles: 80, doorRounds: 6 },
  restart: { tickets: 500, starts: 2 },
  paper: { slips: 20, tickets: 5 },
  simulate: { rounds: 3, days: 500 },
  forecast: { days: 3 },
}

/** A new folder for what a part writes, on the disk that the build is on: a folder in memory would flatter everybody. */
export type NewFolder = () => string
/** What every part is given besides its plan. */
export type Run = { readonly newFolder: NewFolder; readonly profileDir?: string }
