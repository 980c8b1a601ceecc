/** A share as a column: with its bar on the screen, with all that it rests on in the file. */
import { intervalOf, percentOf, type Share } from '#shared/numbers/interval.ts'
import type { Cell } from '#shared/numbers/to-csv.ts'
import type { Column } from './NumbersTable.tsx'
import { TellShare } from './told.tsx'

export const shareColumn = <T,>(
  head: string,
  shareOf: (row: T) => Share,
  tone?: 'bad',
): Column<T> => ({
  head,
  cell: (row) => percentOf(shareOf(row)),
  show: (row) =>
    percentOf(shareOf(row)) === null ? null : <TellShare share={shareOf(row)} tone={tone} />,
  inFile: SHARE_HEADS.map((more, i) => ({
    head: `${head}, ${more}`,
    cell: (row) => shareCells(shareOf(row))[i] ?? null,
  })),
})

/** Of a share in a file, after its percent. */
export const SHARE_HEADS = ['cases', 'of', 'likely from %', 'likely to %'] as const

export function shareCells(share: Share): Cell[] {
  if (share.of === 0) return [0, 0, null, null]
  const { low, high } = intervalOf(share)
  return [share.good, share.of, Math.round(100 * low), Math.round(100 * high)]
}
