/**
 * Where this browser keeps the waiting list (Z20): in IndexedDB, AES-256-GCM. The key is drawn from two halves: one that was
 * made in this browser and that no script can read out, and the token of whoever is signed in. So the list opens on the
 * machine that kept it, for who is signed in there, with the server dead; signing out or the end of the day removes it.
 */
import type { WaitingList } from '../hall/views/waiting-list.ts'

const NAME = 'yichuang-waiting-list'
const STORE = 'kept'
/** The half that stays in this browser. */
const OWN_HALF = 'half'
const NONCE_BYTES = 12
const SALT_BYTES = 16

type KeptList = {
  readonly salt: Uint8Array<ArrayBuffer>
  readonly nonce: Uint8Array<ArrayBuffer>
  readonly bytes: ArrayBuffer
  /** Past it nobody needs to open it to throw it away. */
  readonly goodUntil: number
}

/** A page that did not come by HTTPS or from this very machine has no cryptography, and keeps nothing. */
export const canKeep = (): boolean => isSecureContext && 'indexedDB' in globalThis

const settled = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.addEventListener('success', () => resolve(asked.result))
    asked.addEventListener('error', () => reject(asked.error))
  })

let database: Promise<IDBDatabase> | undefined

const opened = (): Promise<IDBDatabase> => {
  const asked = indexedDB.open(NAME, 1)
  asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore(STORE))
  database ??= settled(asked)
  return database
}

const storeFor = async (mode: IDBTransactionMode): Promise<IDBObjectStore> =>
  (await opened()).transaction(STORE, mode).objectStore(STORE)

const ownHalf = async (): Promise<CryptoKey> => {
  const kept: unknown = await settled((await storeFor('readonly')).get(OWN_HALF))
  if (kept instanceof CryptoKey) return kept
  const raw = crypto.getRandomValues(new Uint8Array(32))
  const made = await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey'])
  await settled((await storeFor('readwrite')).put(made, OWN_HALF))
  return made
}

const keyFor = async (token: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode(token) },
    await ownHalf(),
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )

/** The key of the token of now, so that each list costs one encryption and one write. */
let now: { readonly token: string; readonly salt: Uint8Array<ArrayBuffer>; readonly key: CryptoKey } | undefined

/** Keeps a list in place of the one of this owner. Throws where the disk is full. @param owner id of who is signed in */
export const keepList = async (owner: string, token: string, list: WaitingList): Promise<void> => {
  if (now?.token !== token) {
    const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
    now = { token, salt, key: await keyFor(token, salt) }
  }
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  const text = new TextEncoder().encode(JSON.stringify(list))
  const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, now.key, text)
  const kept: KeptList = { salt: now.salt, nonce, bytes, goodUntil: list.goodUntil }
  await settled((await storeFor('readwrite')).put(kept, `list ${owner}`))
}

/** Throws away the list of this owner, of who signed out. */
export const dropList = async (owner: string): Promise<void> => {
  await settled((await storeFor('readwrite')).delete(`list ${owner}`))
}

/** Throws away what is of a day that is over. @param at ms */
export const dropPast = async (at: number): Promise<void> => {
  const store = await storeFor('readwrite')
  for (const key of await settled(store.getAllKeys())) {
    const kept: unknown = await settled(store.get(key))
    if (!(kept instanceof CryptoKey) && (kept as KeptList).goodUntil <= at) await settled(store.delete(key))
  }
}

/** The list of this owner; undefined where none is kept, or it does not open with this token. */
export const readList = async (owner: string, token: string): Promise<WaitingList | undefined> => {
  const kept = (await settled((await storeFor('readonly')).get(`list ${owner}`))) as KeptList | undefined
  if (!kept) return undefined
  try {
    const key = await keyFor(token, kept.salt)
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: kept.nonce }, key, kept.bytes)
    return JSON.parse(new TextDecoder().decode(text)) as WaitingList
  } catch (error) {
    // Another token, or bytes that were changed: the same to whoever wants to read it.
    console.info('The kept list does not open for who is signed in here.', error)
    return undefined
  }
}
