/** The leads and the heads as tables that spreadsheets read: one row for each act, so that each can be ticked off. */
import { say } from '../client/language.ts'
import { windowText } from '../client/phrases.ts'
import { clock } from '../client/time.ts'
import type { AnomalyReport, AnomalyRow } from '../hall/anomaly.ts'
import type { ByHand } from '../hall/anomaly-acts.ts'
import { csvOf } from '../hall/csv.ts'
import { A, groundText, KIND_WORDS } from './audit-words.ts'
import { ROLE_WORDS } from './manager-words.ts'

/** A share or a count in words: `12.5%`, or `3`. */
export const measureText = (value: number, { of }: Pick<AnomalyRow, 'of'>): string =>
  of === null ? String(Math.round(value * 10) / 10) : `${Math.round(value * 1000) / 10}%`

export const shareText = (row: AnomalyRow): string => (row.of ? measureText(row.count / row.of, row) : '')

/** Why an act was done, its ground first. */
export const reasonText = ({ ground, reason }: ByHand): string =>
  [ground === undefined ? '' : groundText(ground), reason ?? ''].filter((text) => text !== '').join('：')

/** What a row stands for: a person by name, a window as it is called out. */
export const nameOf = ({ name, role }: AnomalyRow): string => (role === undefined ? windowText(name) : name)

export const leadsCsv = ({ staff, windows, timeZone }: AnomalyReport): string => {
  const head = [
    A.who,
    A.post,
    A.kind,
    A.count,
    A.share,
    A.median,
    A.lead,
    A.day,
    A.when,
    A.window,
    A.number,
    A.reason,
    A.position,
  ]
  const rowsOf = (row: AnomalyRow): (string | number)[][] => {
    const what = [
      nameOf(row),
      row.role === undefined ? '' : say(ROLE_WORDS[row.role]),
      say(KIND_WORDS[row.kind]),
      row.count,
      shareText(row),
      row.median === null ? '' : measureText(row.median, row),
      row.lead ? say(A.lead) : '',
    ]
    if (row.acts.length === 0) return [[...what, '', '', '', '', '', '']]
    return row.acts.map((act) => [
      ...what,
      act.day,
      clock(act.at, timeZone, true),
      act.counterName === undefined ? '' : windowText(act.counterName),
      act.number,
      reasonText(act),
      act.position,
    ])
  }
  return csvOf([head.map(say), ...[...staff, ...windows].flatMap(rowsOf)])
}

/** Lets the browser keep a text as a file. */
export const saveAs = (name: string, text: string, type: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
