/** What stands on boards besides calls: the hall's rules, a playlist beside the rows, and where zones lie on their floor. */

/** `media` is the digest name under which the server keeps a picture or film: `3f…9a.jpg`. */
export type PlaylistItem =
  /** The day's figures (S004-50). */
  | { readonly kind: 'figures'; readonly seconds: number }
  /** The hall's rules and its hotline (S002-12). */
  | { readonly kind: 'rules'; readonly seconds: number }
  | { readonly kind: 'text'; readonly title: string; readonly lines: readonly string[]; readonly seconds: number }
  | { readonly kind: 'image'; readonly media: string; readonly title: string; readonly seconds: number }
  | { readonly kind: 'video'; readonly media: string; readonly title: string }

export type BoardSettings = {
  /** Lines of 大厅须知. */
  readonly rules: readonly string[]
  /** What takes turns beside the calls; empty: figures and rules. */
  readonly playlist: readonly PlaylistItem[]
}

/** Where a zone lies on the plan of its floor, in per cent of its width and height. */
export type PlanBox = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
