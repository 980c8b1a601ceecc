/** The finished work to take along: the note for the ticket first, exports in a smaller row. */
import { ClipboardCopy, FileDown, FileText } from 'lucide-react'
import { useState } from 'react'
import { EXPORT_FORMS, type ExportForm } from '#shared/note/export-session.ts'
import type { Session } from '#shared/session/session.ts'
import { Button } from '../../ui/Button.tsx'
import { usePanel, usePanelState } from '../PanelContext.tsx'
import { useFileDoor } from '../session/use-file-door.ts'

const FORMS = Object.keys(EXPORT_FORMS) as ExportForm[] // the keys of a constant object are its type

export default function TakeAway({ session }: { session: Session }) {
  const { outside } = usePanel()
  const files = useFileDoor()
  const sessionId = usePanelState((state) => state.session?.sessionId ?? '')
  const [isCopied, setCopied] = useState<boolean>()
  const copy = async () => {
    const { noteForTicket } = await import('../../ui/session/take-away.ts')
    setCopied(await outside.copy(noteForTicket(session, sessionId)))
  }
  const save = async (form: ExportForm) => {
    const { exportFile } = await import('../../ui/session/take-away.ts')
    const { name, text, type } = await exportFile(session, sessionId, form, files.load)
    outside.save(name, text, type)
  }
  const icon = 'size-3.5'
  return (
    <div className="flex flex-wrap items-center gap-1 border-t border-line pt-2">
      <Button
        size="small"
        icon={<ClipboardCopy aria-hidden="true" className={icon} />}
        onClick={() => void copy()}
      >
        {isCopied ? 'Copied' : isCopied === false ? 'Not copied' : 'Copy for Ticket'}
      </Button>
      {FORMS.map((form) => (
        <Button
          key={form}
          size="small"
          look="quiet"
          icon={<FileDown aria-hidden="true" className={icon} />}
          onClick={() => void save(form)}
        >
          {EXPORT_FORMS[form].label}
        </Button>
      ))}
      <Button
        size="small"
        look="quiet"
        icon={<FileText aria-hidden="true" className={icon} />}
        onClick={() => outside.openSession(sessionId)}
      >
        Whole session
      </Button>
    </div>
  )
}
