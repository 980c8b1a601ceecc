/** Takes numbers along as a CSV file. */
import { Download } from 'lucide-react'
import { type Cell, toCsv } from '#shared/numbers/to-csv.ts'
import { Button } from '../../ui/Button.tsx'
import { saveFile } from '../../ui/save-file.ts'

export interface Csv {
  heads: readonly string[]
  rows: readonly (readonly Cell[])[]
}

export function SaveCsv({
  of,
  fileName,
  makeCsv,
}: {
  /** What it is of, as its heading says. */
  of: string
  fileName: string
  makeCsv: () => Csv
}) {
  const save = () => {
    const { heads, rows } = makeCsv()
    saveFile(`${fileName}.csv`, new Blob([toCsv(heads, rows)], { type: 'text/csv;charset=utf-8' }))
  }
  return (
    <Button
      size="small"
      icon={<Download aria-hidden className="size-3.5" />}
      aria-label={`Save as CSV: ${of}`}
      onClick={save}
    >
      Save as CSV
    </Button>
  )
}
