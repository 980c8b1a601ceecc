/** No cell of a table is a formula to a spreadsheet, and every cell comes back as it was. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toCsv } from './to-csv.ts'

/** A reader after RFC 4180, written apart from the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (isQuoted) {
      if (sign === '"' && text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else if (sign === '"') isQuoted = false
      else cell += sign
    } else if (sign === '"') isQuoted = true
    else if (sign === ',' || (sign === '\r' && text[at + 1] === '\n')) {
      rows.at(-1)?.push(cell)
      cell = ''
      if (sign === '\r') {
        at += 1
        rows.push([])
      }
    } else cell += sign
  }
  rows.pop()
  return rows
}

const DANGEROUS = [
  '=1+1',
  '+49 30',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '＝1',
  'a;=1',
  'a; "=1',
  'a\n-1',
]
const anyCell = fc.oneof(
  fc.string(),
  fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ' ', 'a', ';'),
  }),
  fc.constantFrom(...DANGEROUS),
)

test('whatever stands in a cell is read back as text, and never begins as a formula', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(anyCell, { minLength: 2, maxLength: 2 }), { maxLength: 6 }),
      (rows) => {
        const text = toCsv(['One', 'Two'], rows)
        expect(text.startsWith('\uFEFF')).toBe(true)
        const [heads, ...read] = readCsv(text.slice(1))
        expect(heads).toEqual(['One', 'Two'])
        expect(read).toHaveLength(rows.length)
        for (const [i, row] of rows.entries()) {
          for (const [j, cell] of row.entries()) {
            const back = read[i]?.[j] ?? ''
            expect(back.replaceAll("'", '')).toBe(cell.replaceAll("'", ''))
            // Also where semicolons split, and quotes in the middle of a line mean nothing.
            for (const part of back.split(/[;\t\r\n]/)) expect(part).not.toMatch(/^[\s"]*[=+\-@＝]/)
            expect(back).not.toMatch(/^[\t\r\n]/)
          }
        }
      },
    ),
  )
})

test('numbers stay numbers, also below zero; what is not known is empty', () => {
  expect(toCsv(['A', 'B', 'C'], [[-1.5, null, Number.NaN]])).toBe('\uFEFF"A","B","C"\r\n-1.5,,\r\n')
})
