/** 128 random bits as 32 hex digits. `crypto.randomUUID` is missing on plain-HTTP pages; `getRandomValues` is not. */
export const mintId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
