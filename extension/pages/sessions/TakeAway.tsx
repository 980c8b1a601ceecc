/** What one takes along: the note for the ticket as the main action, the exports in a smaller row. */
import { Check, Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { EXPORT_FORMS, type ExportForm } from '#shared/note/export-session.ts'
import type { Session } from '#shared/session/session.ts'
import { Button } from '../../ui/Button.tsx'
import type { FileDoor } from '../../ui/files/Files.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { exportFile, noteForTicket } from '../../ui/session/take-away.ts'

interface Of {
  session: Session
  sessionId: string
}

export function CopyForTicket({
  session,
  sessionId,
  look = 'primary',
}: Of & { look?: 'primary' | 'secondary' }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(noteForTicket(session, sessionId))
    setCopied(true)
  }
  return (
    <Button
      look={look}
      icon={isCopied ? <Check className="size-4" /> : <Copy className="size-4" />}
      onClick={() => void copy()}
    >
      {isCopied ? 'Copied for ticket' : 'Copy for ticket'}
    </Button>
  )
}

const FORMS = Object.keys(EXPORT_FORMS) as ExportForm[] // the keys of a constant object

export function Exports({ session, sessionId, files }: Of & { files: FileDoor }) {
  return (
    <div className="flex flex-wrap items-center gap-1.5 border-t border-line pt-3 text-small text-muted">
      Whole session as
      {FORMS.map((form) => (
        <Button
          key={form}
          size="small"
          look="quiet"
          icon={<Download aria-hidden className="size-3.5" />}
          onClick={() => void exportFile(session, sessionId, form, files.load).then(save)}
        >
          {EXPORT_FORMS[form].label}
        </Button>
      ))}
    </div>
  )
}

function save({ name, text, type }: Awaited<ReturnType<typeof exportFile>>): void {
  saveFile(name, new Blob([text], { type: `${type};charset=utf-8` }))
}
