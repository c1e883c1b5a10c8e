/**
 * What must outlive a power cut. A browser writes localStorage to disk some seconds later, so what was kept there just before
 * a crash is lost; a strict transaction of IndexedDB is on disk when it ends (2 ms), also on pages that are no secure context.
 */
const NAME = 'yichuang'
const STORE = 'kept'
/** A disk that does not answer in this time keeps nothing: nobody at a kiosk waits for it. ms */
const ANSWERS_WITHIN_MS = 2_000

const settled = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.addEventListener('success', () => resolve(asked.result))
    asked.addEventListener('error', () => reject(asked.error))
  })

const inTime = <T>(work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The disk did not answer in time.')), ANSWERS_WITHIN_MS)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })

const opened = (): Promise<IDBDatabase> => {
  const asked = indexedDB.open(NAME, 1)
  asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore(STORE))
  return settled(asked)
}

const write = async (key: string, text: string | undefined): Promise<void> => {
  const store = await opened()
  const change = store.transaction(STORE, 'readwrite', { durability: 'strict' })
  if (text === undefined) change.objectStore(STORE).delete(key)
  else change.objectStore(STORE).put(text, key)
  await new Promise((resolve, reject) => {
    change.addEventListener('complete', resolve)
    change.addEventListener('abort', () => reject(change.error))
  })
  store.close()
}

const readText = async (key: string): Promise<string | undefined> => {
  const store = await opened()
  const text = await settled(store.transaction(STORE).objectStore(STORE).get(key))
  store.close()
  return typeof text === 'string' ? text : undefined
}

/** Writes a text down under its key, or strikes it out; on disk when the promise ends. False where nothing can be kept. */
export const writeDown = async (key: string, text: string | undefined): Promise<boolean> => {
  try {
    await inTime(write(key, text))
    return true
  } catch (error) {
    console.warn('This browser keeps nothing on disk: a command on its way is lost when the power goes.', error)
    return false
  }
}

/** What was written down under this key; `unreadable` where this browser keeps nothing. */
export const readBack = async (key: string): Promise<{ readonly text: string | undefined } | 'unreadable'> => {
  try {
    return { text: await inTime(readText(key)) }
  } catch (error) {
    console.warn('This browser keeps nothing on disk; what it remembers otherwise is used.', error)
    return 'unreadable'
  }
}
