/** A table of numbers under its heading, read row by row, and taken along as a CSV file. */
import { type ReactNode, useId } from 'react'
import type { Cell } from '#shared/numbers/to-csv.ts'
import { SaveCsv } from './SaveCsv.tsx'

interface InFile<T> {
  head: string
  /** As the file has it. */
  cell: (row: T) => Cell
}

export interface Column<T> extends InFile<T> {
  /** What only the file has, after it. */
  inFile?: readonly InFile<T>[]
  /** As the screen shows it; the cell itself where it is left out. */
  show?: (row: T) => ReactNode
}

export function NumbersTable<T>({
  title,
  about,
  fileName,
  columns: [first, ...others],
  rows,
  keyOf,
  none,
}: {
  title: string
  about: ReactNode
  fileName: string
  /** The first names the row. */
  columns: readonly [Column<T>, ...Column<T>[]]
  rows: readonly T[]
  keyOf: (row: T) => string
  /** Said where there is no row. */
  none: string
}) {
  const id = useId()
  const columns = [first, ...others]
  const inFile = columns.flatMap((column) => [column, ...(column.inFile ?? [])])
  const makeCsv = () => ({
    heads: inFile.map(({ head }) => head),
    rows: rows.map((row) => inFile.map(({ cell }) => cell(row))),
  })
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-end gap-x-3 gap-y-1">
        <div className="flex min-w-0 flex-1 basis-60 flex-col">
          <h2 id={id} className="text-title font-semibold">
            {title}
          </h2>
          <p className="text-small text-muted">{about}</p>
        </div>
        {rows.length > 0 && <SaveCsv of={title} fileName={fileName} makeCsv={makeCsv} />}
      </div>
      {rows.length === 0 ? (
        <p className="rounded-md border border-line bg-surface px-3 py-2 text-small text-muted">
          {none}
        </p>
      ) : (
        <div
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
          tabIndex={0}
          className="overflow-x-auto rounded-md border border-line bg-surface"
        >
          <table aria-labelledby={id} className="w-full text-small">
            <thead>
              <tr className="border-b border-line text-muted">
                {columns.map(({ head }, i) => (
                  <th
                    key={head}
                    scope="col"
                    className={`px-3 py-1.5 font-medium ${i === 0 ? 'text-left' : 'text-right'}`}
                  >
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {rows.map((row) => (
                <tr key={keyOf(row)}>
                  <th
                    scope="row"
                    className="min-w-40 px-3 py-1.5 text-left font-normal break-words"
                  >
                    {(first.show ?? first.cell)(row)}
                  </th>
                  {others.map(({ head, cell, show }) => (
                    <td key={head} className="px-3 py-1.5 text-right tabular-nums">
                      {(show ?? cell)(row) ?? <span className="text-faint">–</span>}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
