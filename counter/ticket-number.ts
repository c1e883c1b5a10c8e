/** A number as people type it (`a12`, `va 012`) as the hall writes it (`A012`, `VA012`), or undefined for no number. */
export const ticketNumberOf = (typed: string): string | undefined => {
  const found = /^([A-Z]{1,4})0*(\d{1,6})$/.exec(typed.toUpperCase().replace(/[\s-]+/g, ''))
  const [, letters = '', digits = ''] = found ?? []
  return found && Number(digits) > 0 ? `${letters}${digits.padStart(3, '0')}` : undefined
}
