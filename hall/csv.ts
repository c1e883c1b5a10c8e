/** Tables that spreadsheets read: UTF-8 with its mark, comma and CRLF (RFC 4180), and no cell that becomes a formula. */

/**
 * What a spreadsheet takes for the beginning of a formula, full-width signs among them, with or without blanks or invisible
 * signs before it (X10, ASVS V1.2.10).
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\p{Cc}]/u

/** One cell. Text that would run is shown as text by the mark that spreadsheets know for it; numbers stay numbers. */
export const csvCell = (value: string | number): string => {
  const text = String(value)
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line, with its end. */
export const csvLine = (row: readonly (string | number)[]): string => `${row.map(csvCell).join(',')}\r\n`

/** What stands before the first line, so that spreadsheets read UTF-8. */
export const CSV_MARK = '\uFEFF'

/** A whole table; the first row is its head. */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string => CSV_MARK + rows.map(csvLine).join('')
