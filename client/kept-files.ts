/** Which addresses the service worker keeps, and how. Pure. */

/** What the build writes down for the worker. */
export type Kept = {
  /** A digest of all that is kept: another one is another version of the pages. */
  readonly version: string
  readonly pages: readonly string[]
  /** Pages that are of no use without the server, and the kept page that is shown in place of each. */
  readonly instead: Readonly<Record<string, string>>
  /** Scripts and styles of these pages, those that are fetched later among them. */
  readonly files: readonly string[]
}

/**
 * `page`: the server's own while it answers. `instead`: the server's own too, and another page while it is away. `file`: the
 * kept one first. `never`: goes to the server and is not kept – all that the hall says, what visitors' phones open, pictures.
 */
export const keptFor = ({ pages, instead }: Kept, path: string): 'page' | 'instead' | 'file' | 'never' => {
  if (pages.includes(path)) return 'page'
  if (Object.hasOwn(instead, path)) return 'instead'
  return path.startsWith('/assets/') ? 'file' : 'never'
}
