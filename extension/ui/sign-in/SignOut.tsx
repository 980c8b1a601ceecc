/**
 * The way out: a button, and a dialog where something of the person is in this browser alone. It
 * says what and how much, sends it, and asks what becomes of that which does not go.
 */
import { useState, useSyncExternalStore } from 'react'
import { Button } from '../Button.tsx'
import { Dialog } from '../Dialog.tsx'
import { Notice } from '../Notice.tsx'
import { Spinner } from '../Spinner.tsx'

interface Waits {
  entries: number
  notes: number
  files: number
  handovers: number
  refused: number
  texts: number
}
interface Leaving {
  step: 'staying' | 'looking' | 'sending' | 'asking' | 'leaving'
  waits: Waits | null
  trouble: string | null
}
export interface Leave {
  getState(): Leaving
  subscribe(tell: () => void): () => void
  begin(): Promise<void>
  stay(): void
  end(keeps: 'nothing' | 'whatWaits'): Promise<void>
}

export function SignOut({
  open,
  look = 'secondary',
}: {
  /** Asked for when it is wanted. */
  open: () => Promise<Leave>
  look?: 'secondary' | 'quiet'
}) {
  const [leave, setLeave] = useState<Leave>()
  const { step } = useLeaving(leave)
  const begin = async () => {
    const opened = leave ?? (await open())
    setLeave(opened)
    await opened.begin()
  }
  return (
    <>
      <Button look={look} isBusy={step !== 'staying'} onClick={() => void begin()}>
        Sign out
      </Button>
      {leave && (step === 'sending' || step === 'asking') && <LeaveDialog leave={leave} />}
    </>
  )
}

const STAYING: Leaving = { step: 'staying', waits: null, trouble: null }
const useLeaving = (leave: Leave | undefined): Leaving =>
  useSyncExternalStore(
    leave?.subscribe ?? (() => () => undefined),
    leave?.getState ?? (() => STAYING),
  )

function LeaveDialog({ leave }: { leave: Leave }) {
  const { step, waits, trouble } = useLeaving(leave)
  const [isDeleting, setDeleting] = useState(false)
  if (!waits) return null
  const left = namesOf(waits)
  const isSendable = waits.entries + waits.notes + waits.files + waits.handovers > 0
  if (isDeleting) {
    return (
      <Dialog
        title="Delete it for good?"
        description={`${left.join(', ')}: nobody else has a copy.`}
        isOpen
        onClose={() => setDeleting(false)}
        footer={
          <>
            <Button onClick={() => setDeleting(false)}>Back</Button>
            <Button look="danger" onClick={() => void leave.end('nothing')}>
              Delete and sign out
            </Button>
          </>
        }
      >
        <p>
          It is deleted from this browser before it has reached the server, and cannot be brought
          back.
        </p>
      </Dialog>
    )
  }
  return (
    <Dialog
      title="Some of your work is only in this browser"
      isOpen
      onClose={() => leave.stay()}
      footer={
        <>
          <Button look="quiet" onClick={() => setDeleting(true)}>
            Delete it
          </Button>
          <Button onClick={() => leave.stay()}>Stay signed in</Button>
          <Button
            look={step === 'asking' ? 'primary' : 'secondary'}
            onClick={() => void leave.end('whatWaits')}
          >
            Keep it here and sign out
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <ul className="flex list-disc flex-col gap-1 pl-5">
          {left.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
        {step === 'sending' ? (
          <p role="status" className="flex items-center gap-2">
            <Spinner /> It is being sent. You are signed out as soon as it has arrived.
          </p>
        ) : (
          (isSendable || trouble) && (
            <Notice
              tone="amber"
              title="Not sent"
              actions={
                <Button size="small" onClick={() => void leave.begin()}>
                  Try again
                </Button>
              }
            >
              {trouble ?? 'The server has not taken it yet.'}
            </Notice>
          )
        )}
        <p className="text-small text-muted">
          What you keep here is shown to nobody but you, and is sent when you sign in again in this
          browser. Everything else of yours is deleted from it.
        </p>
      </div>
    </Dialog>
  )
}

function namesOf({ entries, notes, files, handovers, refused, texts }: Waits): string[] {
  const counts = [
    [entries, 'entry of your record', 'entries of your record'],
    [notes, 'note for a ticket', 'notes for tickets'],
    [files, 'attached file', 'attached files'],
    [handovers, 'session that you hand over', 'sessions that you hand over'],
    [refused, 'thing that the server did not take', 'things that the server did not take'],
    [texts, 'text that you have begun', 'texts that you have begun'],
  ] as const
  return counts.flatMap(([count, one, more]) =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : more}`],
  )
}
