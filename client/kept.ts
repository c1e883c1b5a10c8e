/** What this browser keeps across reloads: tokens, the language, a command on its way. Works without storage, for a visit. */
const forgetful = new Map<string, string>()
const PREFIX = 'yichuang.'

export const kept = (key: string): string | undefined => {
  try {
    return localStorage.getItem(PREFIX + key) ?? forgetful.get(key)
  } catch {
    // Private windows may refuse storage; the screen then works until it is closed.
    return forgetful.get(key)
  }
}

export const keep = (key: string, value: string | undefined): void => {
  forgetful.delete(key)
  try {
    // What stood there before must not come back where the new one finds no room.
    localStorage.removeItem(PREFIX + key)
    if (value !== undefined) localStorage.setItem(PREFIX + key, value)
  } catch {
    if (value !== undefined) forgetful.set(key, value)
  }
}
