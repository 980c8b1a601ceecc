/** What became of the notes of this kind: saved here, waiting, in the ticket, unclear, failed. */
import type { WrittenNote } from '#shared/session/session.ts'
import type { ThreadEntry } from '#shared/ticket/ticket.ts'
import type { PostRow } from '../../client/local-store.ts'
import type { Trouble } from '../../client/trouble.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice, type NoticeTone } from '../../ui/Notice.tsx'
import { whenAt } from '../../ui/time-words.ts'
import { useNow } from '../PanelContext.tsx'
import type { WriteAgain } from './use-write-again.ts'

export function Written({
  notes,
  stateVersion,
  waiting,
  trouble,
  ticket,
  again,
  onRetry,
  onCopy,
  onConfirmAgain,
  onDrop,
}: {
  notes: readonly WrittenNote[]
  /** Of the record as it stands now. */
  stateVersion: number
  waiting: readonly PostRow[]
  trouble: Trouble | null
  ticket: string
  again: Pick<WriteAgain, 'copyOf' | 'savedAs'>
  onRetry: OnRetry
  onCopy: (text: string) => void
  onConfirmAgain: (row: PostRow) => void
  onDrop: (row: PostRow) => void
}) {
  return (
    <>
      {waiting.map((row) =>
        row.state === 'waiting' ? (
          <Notice key={row.writeId} tone="amber" title={`Saved here, not in ${ticket} yet`}>
            {trouble?.message ?? 'It is being sent to the server.'}
          </Notice>
        ) : (
          <Notice
            key={row.writeId}
            tone="bad"
            title={`Not written to ${ticket}`}
            actions={
              <>
                <Button size="small" onClick={() => onConfirmAgain(row)}>
                  Look again and confirm
                </Button>
                <Button size="small" look="quiet" onClick={() => onCopy(row.request.text)}>
                  Copy
                </Button>
                <Button size="small" look="quiet" isOnce onClick={() => onDrop(row)}>
                  Drop it
                </Button>
              </>
            }
          >
            {row.refusal?.message}
          </Notice>
        ),
      )}
      {notes.map((note) => (
        <State
          key={note.id}
          note={note}
          isOutrun={stateVersion > note.stateVersion}
          ticket={ticket}
          again={again}
          onRetry={onRetry}
          onCopy={onCopy}
        />
      ))}
    </>
  )
}

/** `isAgain`: although it may be in the ticket by another way. */
type OnRetry = (writeId: string, isAgain: boolean) => void

function State({
  note,
  isOutrun,
  ticket,
  again,
  onRetry,
  onCopy,
}: {
  note: WrittenNote
  /** The record went on since. */
  isOutrun: boolean
  ticket: string
  again: Pick<WriteAgain, 'copyOf' | 'savedAs'>
  onRetry: OnRetry
  onCopy: (text: string) => void
}) {
  const now = useNow(60_000)
  const { tone, title, text } = tell(note, ticket, again.savedAs(note), now)
  const isOpen = note.state === 'failed' || note.state === 'unclear' || note.state === 'no_psa'
  const copy = isOpen && note.canRetry ? again.copyOf(note) : undefined
  return (
    <Notice
      tone={tone}
      title={title}
      actions={
        isOpen && (
          <>
            {note.canRetry && (
              <Button size="small" onClick={() => onRetry(note.id, copy !== undefined)}>
                {copy ? 'Try again all the same' : 'Try again'}
              </Button>
            )}
            <Button size="small" look="quiet" onClick={() => onCopy(note.text)}>
              Copy
            </Button>
          </>
        )
      }
    >
      {[text, copy, isOutrun && !isOpen && OUTRUN].filter(Boolean).join(' ')}
    </Notice>
  )
}

const OUTRUN = 'Work went on since: what came after it is not in it.'

function tell(
  note: WrittenNote,
  ticket: string,
  saved: ThreadEntry | undefined,
  now: number,
): { tone: NoticeTone; title: string; text: string } {
  const at = whenAt(note.at, now)
  switch (note.state) {
    case 'inserted':
      if (saved) {
        const when = saved.at ? `, ${whenAt(saved.at, now)}` : ''
        const by = saved.author ? `, as ${saved.author}` : ''
        return { tone: 'good', title: `In ${ticket}`, text: `Saved in the page${when}${by}.` }
      }
      return {
        tone: 'good',
        title: `Put into the editor of ${ticket}`,
        text: `At ${at}. It is in the ticket once you have pressed Save there; post it only if you did not.`,
      }
    case 'posting':
      return {
        tone: 'info',
        title: `On its way into ${ticket}`,
        text: `Since ${at}. It is safe with the server.`,
      }
    case 'posted': {
      const parts = [
        note.psaNoteId ? `note ${note.psaNoteId}` : '',
        note.psaTimeEntryId ? `time entry ${note.psaTimeEntryId}` : '',
      ].filter(Boolean)
      return {
        tone: 'good',
        title: `In ${ticket}`,
        text: `${parts.join(' and ') || 'Written'}, ${at}${note.author ? `, as ${note.author}` : ''}.`,
      }
    }
    case 'unclear':
      return {
        tone: 'amber',
        title: 'Not certain whether it is in the ticket',
        text: note.message ?? '',
      }
    case 'no_psa':
      return { tone: 'amber', title: 'Not in the ticket', text: note.message ?? '' }
    case 'failed':
      return { tone: 'bad', title: `Not in ${ticket}`, text: note.message ?? '' }
    default:
      return note.state satisfies never
  }
}
