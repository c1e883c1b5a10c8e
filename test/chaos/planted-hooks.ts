/** Gives whoever asks for the SQLite ledger the one with the planted bug, which alone gets the real one. */
type Next = (specifier: string, context: object) => Promise<{ url: string }>

export const resolve = async (specifier: string, context: { parentURL?: string }, next: Next) => {
  const found = await next(specifier, context)
  const asked = found.url.endsWith('/server/ledger/sqlite.js') && !context.parentURL?.endsWith('/planted-ledger.js')
  return asked ? { ...found, url: new URL('./planted-ledger.js', import.meta.url).href } : found
}
