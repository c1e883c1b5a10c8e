/** What this browser keeps across reloads: tokens, the language, a command on its way. Works without storage, for a visit. */
const forgetful = new Map<string, string>()
const PREFIX = 'yichuang.'

export const kept = (key: string): string | undefined => {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined
  } catch {
    // Private windows may refuse storage; the screen then works until it is closed.
    return forgetful.get(key)
  }
}

export const keep = (key: string, value: string | undefined): void => {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + key)
    else localStorage.setItem(PREFIX + key, value)
  } catch {
    if (value === undefined) forgetful.delete(key)
    else forgetful.set(key, value)
  }
}
