/** How it ended, with the note for the ticket as the main action and the exports below. */
import { Check, Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { composeNote } from '#shared/note/compose-note.ts'
import {
  EXPORT_FORMS,
  type ExportForm,
  exportName,
  exportSession,
} from '#shared/note/export-session.ts'
import { renderPlain } from '#shared/note/render.ts'
import type { Block } from '#shared/note/tell-session.ts'
import { tellNextStep } from '#shared/note/wording.ts'
import { redact } from '#shared/redact/redact.ts'
import type { Session } from '#shared/session/session.ts'
import { minutesWorked } from '#shared/session/work-time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { span } from '../../ui/time-words.ts'
import { OUTCOME_LOOK } from './outcome-look.ts'

export function OutcomeCard({
  session,
  sessionId,
  blocks,
}: {
  session: Session
  sessionId: string
  blocks: readonly Block[]
}) {
  const [isCopied, setIsCopied] = useState(false)
  const { outcome } = session
  const look = outcome && OUTCOME_LOOK[outcome.outcome]

  const copy = async () => {
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const kind = outcome ? 'resolution' : 'working'
    const note = renderPlain(composeNote(session, kind, { timeZone, sessionId }))
    await navigator.clipboard.writeText(redact(note).text)
    setIsCopied(true)
  }

  return (
    <section
      aria-label="Outcome"
      className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {look ? (
          <Badge tone={look.tone} icon={<look.Icon aria-hidden />}>
            {look.label}
          </Badge>
        ) : (
          <Badge tone="amber">In progress</Badge>
        )}
        <span className="text-muted tabular-nums">{span(minutesWorked(session))} h worked</span>
      </div>
      {outcome?.remark && <p className="whitespace-pre-wrap break-words">{outcome.remark}</p>}
      {outcome && outcome.nextSteps.length > 0 && (
        <ul className="flex flex-col gap-1">
          {outcome.nextSteps.map((step) => (
            <li key={`${step.text} ${step.due ?? ''}`}>{tellNextStep(step)}</li>
          ))}
        </ul>
      )}
      <div>
        <Button
          look="primary"
          icon={isCopied ? <Check className="size-4" /> : <Copy className="size-4" />}
          onClick={() => void copy()}
        >
          {isCopied ? 'Copied for ticket' : 'Copy for ticket'}
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-1.5 border-t border-line pt-3 text-small text-muted">
        Whole session as
        {FORMS.map((form) => (
          <Button
            key={form}
            size="small"
            look="quiet"
            icon={<Download aria-hidden className="size-3.5" />}
            onClick={() => save(session, blocks, form)}
          >
            {EXPORT_FORMS[form].label}
          </Button>
        ))}
      </div>
    </section>
  )
}

const FORMS = Object.keys(EXPORT_FORMS) as ExportForm[] // the keys of a constant object

function save(session: Session, blocks: readonly Block[], form: ExportForm): void {
  const file = new Blob([exportSession(blocks, form)], {
    type: `${EXPORT_FORMS[form].type};charset=utf-8`,
  })
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = exportName(session.ticket?.ref?.ticketId, session.startedAt, form)
  link.click()
  URL.revokeObjectURL(url)
}
