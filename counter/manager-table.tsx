/** The one table of the manager's page: the first column names the row, and an empty table says what it would hold. */
import type { ComponentChildren } from 'preact'
import { say, type Word } from '../client/language.ts'

export type Column<Row> = {
  readonly head: Word
  /** What the head means, for who points at it. */
  readonly hint?: Word
  readonly cell: (row: Row) => ComponentChildren
  /** The class of the cell: amber and red for what is not as it should be, acts for buttons. */
  readonly tone?: (row: Row) => string
}

type Props<Row> = {
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** Said instead of rows. */
  readonly empty: Word
  /** Figures: cells are not broken. */
  readonly tight?: boolean
}

export const Table = <Row,>({ columns, rows, keyOf, empty, tight = false }: Props<Row>) =>
  rows.length === 0 ? (
    <p class="hint">{say(empty)}</p>
  ) : (
    <table class={tight ? 'grid tight' : 'grid'}>
      <thead>
        <tr>
          {columns.map(({ head, hint }) => (
            <th key={head[1]} scope="col" title={hint && say(hint)}>
              {say(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ head, cell, tone }, index) =>
              index === 0 ? (
                <th key={head[1]} scope="row">
                  {cell(row)}
                </th>
              ) : (
                <td key={head[1]} class={tone?.(row)}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
