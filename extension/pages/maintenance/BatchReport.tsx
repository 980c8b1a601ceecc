/** What one takes along of a batch: the note for a ticket, and the report for the client. */
import { Check, Copy, Download } from 'lucide-react'
import { useState } from 'react'
import type { Batch } from '#shared/maintenance/batch.ts'
import { ReadBatchResults } from '#shared/maintenance/contract.ts'
import { tellBatchNote } from '#shared/maintenance/tell-batch.ts'
import { tellClient } from '#shared/maintenance/tell-client.ts'
import { EXPORT_FORMS, type ExportForm, exportSession } from '#shared/note/export-session.ts'
import type { ResponseOf } from '#shared/route.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { usePage } from '../page-context.ts'

const FORMS = Object.keys(EXPORT_FORMS) as ExportForm[] // the keys of a constant object
const SETTINGS = { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }

export function BatchReport({ batch, isMain }: { batch: Batch; isMain: boolean }) {
  const { around } = usePage()
  const [isCopied, setCopied] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const withResults = async (use: (of: ResponseOf<typeof ReadBatchResults>) => unknown) => {
    if (isBusy) return
    setBusy(true)
    setCopied(false)
    const answer = await around.client.ask(ReadBatchResults, { batchId: batch.id })
    setTrouble(answer.ok ? undefined : answer.trouble.message)
    if (answer.ok) await use(answer.value)
    setBusy(false)
  }
  const copy = () =>
    withResults(({ batch: of, results }) =>
      navigator.clipboard.writeText(tellBatchNote(of, results, SETTINGS)).then(
        () => setCopied(true),
        () =>
          setTrouble('The browser did not let it be copied. Press it again, or take the report.'),
      ),
    )
  const save = (form: ExportForm) =>
    withResults(({ batch: of, results }) => {
      const { type, ending } = EXPORT_FORMS[form]
      const text = exportSession(tellClient(of, results, SETTINGS), form)
      const name = `maintenance-${(of.due ?? of.startedAt).slice(0, 10)}.${ending}`
      saveFile(name, new Blob([text], { type: `${type};charset=utf-8` }))
    })
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-1.5 text-small text-muted">
        <Button
          look={isMain ? 'primary' : 'secondary'}
          isBusy={isBusy}
          icon={isCopied ? <Check className="size-4" /> : <Copy className="size-4" />}
          onClick={() => void copy()}
        >
          {isCopied ? 'Copied for ticket' : 'Copy for ticket'}
        </Button>
        <span className="pl-1.5">Report for the client as</span>
        {FORMS.map((form) => (
          <Button
            key={form}
            size="small"
            look="quiet"
            icon={<Download aria-hidden className="size-3.5" />}
            onClick={() => void save(form)}
          >
            {EXPORT_FORMS[form].label}
          </Button>
        ))}
      </div>
      {trouble && <Notice tone="bad">{trouble}</Notice>}
    </div>
  )
}
