/** The line that a screen has heard of, as the cookie in which it passes it on. */
import { STATEMENT_LENGTH_MAX } from './statement.ts'

const NAME = 'yichuang-line'
const YEAR_S = 365 * 86_400
const COOKIE = new RegExp(`(?:^|;\\s*)${NAME}=([\\w.-]{1,${STATEMENT_LENGTH_MAX}})(?:;|$)`)

/** What a Cookie header says of it. */
export const lineIn = (header: string | undefined): string | undefined => COOKIE.exec(header ?? '')?.[1]

/** For every page of the hall's name; scripts have no use for it. @param secure it goes over TLS, and so stays there */
export const lineCookie = (statement: string, secure: boolean): string =>
  `${NAME}=${statement}; Path=/; Max-Age=${YEAR_S}; SameSite=Strict; HttpOnly${secure ? '; Secure' : ''}`
