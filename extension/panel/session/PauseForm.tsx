/** Pausing: for whom or what one waits, and until when. Both may be left open. */
import { type FormEvent, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'

export function PauseForm({
  onPause,
  onCancel,
}: {
  onPause: (waitingFor?: string, until?: string) => void
  onCancel: () => void
}) {
  const [waitingFor, setWaitingFor] = useState('')
  const [until, setUntil] = useState('')
  const pause = (event: FormEvent) => {
    event.preventDefault()
    onPause(waitingFor.trim() || undefined, until ? new Date(until).toISOString() : undefined)
  }
  return (
    <form
      onSubmit={pause}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      aria-label="Pause"
      className="flex animate-appear flex-col gap-2 rounded-lg border border-amber-line bg-surface p-2.5 shadow-float"
    >
      <TextField
        autoFocus
        label="Pause. Waiting for"
        placeholder="Ms Adler to call back"
        hint="Optional; leave it empty at the end of a shift"
        value={waitingFor}
        maxLength={200}
        onChange={(event) => setWaitingFor(event.target.value)}
      />
      <TextField
        label="Next attempt"
        type="datetime-local"
        value={until}
        onChange={(event) => setUntil(event.target.value)}
      />
      <div className="flex justify-end gap-2">
        <Button look="quiet" size="small" keyLabel="Esc" onClick={onCancel}>
          Cancel
        </Button>
        <Button look="primary" size="small" type="submit" keyLabel="↵">
          Pause
        </Button>
      </div>
    </form>
  )
}
