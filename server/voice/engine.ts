/** The port behind which speech is made: from recorded clips, by a synthesiser, or by whatever a site adds one day. */
import type { Spoken } from '../../hall/spoken.ts'
import type { SiteReading } from '../../hall/voice.ts'
import type { Pcm } from '../../hall/wave.ts'

/** What is to be said in one language, and how. `pace`: per cent of the engine's usual one. */
export type Saying = { readonly spoken: Spoken; readonly pace: number; readonly readings: readonly SiteReading[] }

export type Made = { readonly ok: true; readonly pcm: Pcm } | { readonly ok: false; readonly why: string }

/** `key` says exactly what would be heard: the same key is the same sound (V6). Nothing is made before `make`. */
export type Plan = { readonly key: string; readonly make: () => Promise<Made> }

/** Undefined: this engine cannot say it now, and the next one is asked (V5, V15). */
export type Engine = (saying: Saying) => Promise<Plan | undefined>
