/**
 * A pasted text as lines within lines: by indentation, headings, or the columns of a table.
 *
 * Bullets, numbers and tick boxes before a line are not of it; which number it was is kept. What stands between fences is a
 * command of the line before. Nothing is understood here but which line stands under which.
 */
export interface Line {
  text: string
  /** In the text as it was pasted; the first is 1. */
  number: number
  /** The number that stands before it, by which another line may name it. */
  said?: number
  commands: string[]
  lines: Line[]
  isHeading: boolean
}

export function readLines(text: string): Line[] {
  const rows = text.split(/\r\n|\r|\n/)
  const root: Line = { text: '', number: 0, commands: [], lines: [], isHeading: false }
  const open: { line: Line; indent: number }[] = [{ line: root, indent: -Infinity }]
  let isFenced = false
  let above: string[] = []
  const last = () => open.at(-1) as { line: Line; indent: number } // the root is never taken off
  const put = (content: string, number: number, indent: number, said?: string) => {
    while (last().indent >= indent) open.pop()
    const isHeading = indent < 0
    const line: Line = { text: content, number, commands: [], lines: [], isHeading }
    if (said !== undefined) line.said = Number(said)
    last().line.lines.push(line)
    open.push({ line, indent })
  }
  for (const [n, row] of rows.entries()) {
    if (/^\s*(?:```|~~~)/.test(row)) {
      isFenced = !isFenced
    } else if (row.trim() === '') {
      above = []
    } else if (isFenced && last().line !== root) {
      last().line.commands.push(row.trim())
    } else if (isTableRow(row)) {
      const cells = cellsOf(row)
      if (cells.every((cell) => /^:?-+:?$/.test(cell))) continue
      let isNew = false
      for (const [column, cell] of cells.entries()) {
        isNew ||= cell !== '' && cell !== above[column]
        if (isNew && cell !== '') put(cell, n + 1, column * 2)
      }
      above = cells.map((cell, column) => cell || (above[column] ?? ''))
    } else {
      const heading = /^(#{1,6})\s+(.+)$/.exec(row)
      if (heading) put(String(heading[2]).trim(), n + 1, String(heading[1]).length - 10)
      else {
        const plain = row.trim()
        put(plain.replace(MARK, ''), n + 1, indentOf(row), /^(\d{1,3})[.)]\s/.exec(plain)?.[1])
      }
    }
  }
  return root.lines
}

/** `- `, `* `, `3. `, `[ ] `: what a list puts before its lines. */
const MARK = /^(?:(?:[-*+•]|\d{1,3}[.)])\s+)?(?:\[[ xX]?\]\s+)?(?=\S)/

const indentOf = (row: string): number =>
  (/^\s*/.exec(row)?.[0] ?? '').replaceAll('\t', '    ').length

function isTableRow(row: string): boolean {
  const plain = row.trim()
  return plain.includes('\t') || (plain.length > 1 && plain.startsWith('|') && plain.endsWith('|'))
}

/** More columns than anybody reads are one. */
const MOST_COLUMNS = 12

function cellsOf(row: string): string[] {
  const cells = (/^\s*\|/.test(row) ? row.trim().slice(1, -1).split('|') : row.split('\t')).map(
    (cell) => cell.trim(),
  )
  if (cells.length <= MOST_COLUMNS) return cells
  return [
    ...cells.slice(0, MOST_COLUMNS - 1),
    cells
      .slice(MOST_COLUMNS - 1)
      .join(' ')
      .trim(),
  ]
}
