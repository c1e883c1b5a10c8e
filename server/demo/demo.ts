/** What a demonstration hall offers besides being a hall. The real one never has it. */
export type DemoLink = { readonly title: string; readonly titleEn: string; readonly href: string }

export type Demo = {
  /** Links that open every screen already paired, and the people one may sign in as. */
  readonly describe: () => {
    readonly links: readonly DemoLink[]
    readonly staff: readonly { readonly name: string; readonly password: string; readonly role: string }[]
    readonly speed: number
  }
  /** Whether a machine is one of the simulated people's: it has no screen, so nobody should go and look why it is silent. */
  readonly simulates: (machine: string) => boolean
  /** How many times faster than life the simulated people act. */
  readonly setSpeed: (speed: number) => void
  readonly stop: () => void
}

/** Faster than this a call would be gone before anybody could look up. */
export const SPEED_MAX = 120
export const SPEED_MIN = 1
export const SPEED_AT_FIRST = 20
