/** Gives whoever asks for the hall's decision the one with the planted bug, which alone gets the real one. */
type Next = (specifier: string, context: object) => Promise<{ url: string }>

export const resolve = async (specifier: string, context: { parentURL?: string }, next: Next) => {
  const found = await next(specifier, context)
  const asked = found.url.endsWith('/hall/decide.js') && !context.parentURL?.endsWith('/lifo-decide.js')
  return asked ? { ...found, url: new URL('./lifo-decide.js', import.meta.url).href } : found
}
