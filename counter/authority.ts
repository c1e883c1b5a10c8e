/** The hall's authority as this browser hears of it over a line that it trusts: for screens and edges that are to trust it too. */

export type Authority = {
  /** The certificate as policies take it: base64 of its bytes. */
  readonly base64: string
  /** SHA-256, in capital pairs. */
  readonly fingerprint: string
}

const pairs = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')

/** Undefined where the hall speaks plain, or shows a certificate from elsewhere that machines believe already. */
export const hallAuthority = async (): Promise<Authority | undefined> => {
  if (location.protocol !== 'https:') return undefined
  const answer = await fetch('/hall-ca.crt')
  if (!answer.ok) return undefined
  const base64 = (await answer.text()).replace(/-----[^-]+-----|\s/g, '')
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
  return { base64, fingerprint: pairs(await crypto.subtle.digest('SHA-256', bytes)) }
}
