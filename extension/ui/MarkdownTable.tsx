/**
 * A table of a text. One that is wider than its place is scrolled inside itself, by key too; its
 * first row is what each column is called.
 */
import type { AlignType, Table, TableCell } from 'mdast'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const ALIGN = { left: 'text-left', center: 'text-center', right: 'text-right' }

export function MarkdownTable({
  table,
  draw,
}: {
  table: Table
  draw: (cell: TableCell) => ReactNode
}) {
  const [head, ...rows] = table.children
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
    <div
      role="group"
      aria-label="Table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
      tabIndex={0}
      className="max-w-full self-start overflow-x-auto rounded-md border border-line bg-surface"
    >
      <table className="text-small [&_td]:min-w-20 [&_th]:min-w-20">
        <thead>
          <tr className="border-b border-line">
            {head?.children.map((cell, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place
              <Head key={i} align={table.align?.[i]}>
                {cell.children.length > 0 && draw(cell)}
              </Head>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row, r) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place
            <tr key={r}>
              {row.children.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place
                <td key={i} className={cellClass(table.align?.[i])}>
                  {draw(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A column without a name has no head. */
function Head({ align, children }: { align: AlignType | undefined; children: ReactNode }) {
  if (!children) return <td className={cellClass(align)} />
  return (
    <th scope="col" className={cellClass(align, 'font-medium text-ink')}>
      {children}
    </th>
  )
}

const cellClass = (align: AlignType | undefined, look?: string): string =>
  classNames('px-2 py-1 align-top', ALIGN[align ?? 'left'], look)
