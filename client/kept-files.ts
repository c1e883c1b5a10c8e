/** Which addresses the service worker keeps, and how. Pure. */

/** What the build writes down for the worker. */
export type Kept = {
  /** A digest of all that is kept: another one is another version of the pages. */
  readonly version: string
  readonly pages: readonly string[]
  /** Scripts and styles of these pages, those that are fetched later among them. */
  readonly files: readonly string[]
}

/**
 * `page`: the server's own while it answers. `file`: the kept one first. `never`: goes to the server and is not kept – all
 * that the hall says, what staff and visitors' phones open, and pictures.
 */
export const keptFor = ({ pages }: Kept, path: string): 'page' | 'file' | 'never' => {
  if (pages.includes(path)) return 'page'
  return path.startsWith('/assets/') ? 'file' : 'never'
}
