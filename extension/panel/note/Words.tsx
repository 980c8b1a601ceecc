/**
 * Whose words the note has, on one line that never changes its height: the record's own or
 * FlowPilot's, made just now or kept, being made, or why there are none. What FlowPilot said
 * and the record does not carry is listed, so that nobody wonders; what is doubtful can be taken.
 */
import { NotebookPen, RefreshCw, Sparkles } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { Doubtful } from './Doubtful.tsx'
import { wordsFor } from './preview-store.ts'
import type { NoteDesk } from './use-note-desk.ts'

export function Words({ desk }: { desk: NoteDesk }) {
  const { words, wording, state, session } = desk
  const [isOpen, setOpen] = useState(false)
  if (state.isEditing || state.own || state.kind === 'time_entry') return null
  const shown = wordsFor(wording, state.kind, session.stateVersion)
  const known = wording.previews[state.kind]
  const hasModel = known !== undefined && (known.mode !== 'rules' || known.message !== null)
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex min-h-7 flex-wrap items-center gap-1.5 text-small text-muted">
        {wording.isWording ? (
          <span role="status" className="flex min-w-0 flex-1 items-center gap-1.5">
            <Spinner /> FlowPilot is wording it …
          </span>
        ) : (
          <span className="flex min-w-0 flex-1 items-center gap-1.5">
            {shown ? (
              <Sparkles aria-hidden="true" className="size-4 text-accent-ink" />
            ) : (
              <NotebookPen aria-hidden="true" className="size-4 text-faint" />
            )}
            {shown ? 'FlowPilot’s words' : 'The record’s own words'}
            {shown && <Badge>{shown.fromCache ? 'Unchanged' : 'New'}</Badge>}
            {shown?.mode === 'demo' && <Badge tone="amber">Demonstration</Badge>}
          </span>
        )}
        {known && known.mode !== 'rules' && (
          <Button size="small" look="quiet" onClick={() => words.keepOwnWords(!wording.isOwnWords)}>
            {wording.isOwnWords ? 'Use FlowPilot’s words' : 'Use the record’s words'}
          </Button>
        )}
        {hasModel && (
          <IconButton
            label="Word it anew"
            icon={<RefreshCw className="size-4" />}
            onClick={() => words.refresh(state.kind)}
          />
        )}
      </div>
      {wording.message && !wording.isWording && (
        <p className="text-small text-muted">{wording.message}</p>
      )}
      {shown && shown.flagged.length > 0 && <Doubtful desk={desk} shown={shown} />}
      {shown && shown.setAside.length > 0 && (
        <Fold
          title={
            shown.setAside.length === 1
              ? '1 sentence was not taken'
              : `${shown.setAside.length} sentences were not taken`
          }
          isOpen={isOpen}
          onOpenChange={setOpen}
        >
          <ul className="flex flex-col gap-2 text-small">
            {shown.setAside.map(({ text, why }) => (
              <li key={text} className="flex flex-col gap-0.5">
                <span className="break-words">“{text}”</span>
                <span className="text-muted">{why}</span>
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </div>
  )
}
