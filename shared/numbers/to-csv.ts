/**
 * A table as CSV that a spreadsheet shows and does not execute.
 *
 * Spreadsheets take a cell that begins with one of a few signs for a formula, also when it is
 * quoted, and some of them after leading spaces. Such a sign gets an apostrophe before it, by which
 * they know that it is text. Texts are all in quotes, numbers are written as numbers. The mark at the start tells that the
 * text is UTF-8; lines end as RFC 4180 wants them to.
 */
export type Cell = string | number | null

const BYTE_ORDER_MARK = '\uFEFF'

export const toCsv = (heads: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  BYTE_ORDER_MARK + [heads, ...rows].map((row) => `${row.map(writeCell).join(',')}\r\n`).join('')

function writeCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const guarded = cell.replace(BEFORE_FORMULA, "$1$2'")
  const text = BEGINS_WITH_BREAK.test(guarded) ? `'${guarded}` : guarded
  return `"${text.replaceAll('"', '""')}"`
}

/**
 * Also in their full-width forms, which some spreadsheets fold. A break first hides what follows.
 * Where a spreadsheet splits at semicolons it does not know our quotes, and a cell begins within.
 */
const BEFORE_FORMULA = /(^|[;\t\r\n])([\s\0\uFEFF"']*)(?=[=+\-@＝＋－＠])/g
const BEGINS_WITH_BREAK = /^[\t\r\n]/
