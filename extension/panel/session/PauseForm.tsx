/** Pausing: for whom or what one waits, and until when. Both may be left open, and are kept until it is paused. */
import type { FormEvent } from 'react'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { useKeptLines } from './use-kept-text.ts'

export function PauseForm({
  onPause,
  onCancel,
}: {
  /** Whether it is paused. */
  onPause: (waitingFor?: string, until?: string) => Promise<boolean>
  onCancel: () => void
}) {
  const kept = useKeptLines('pause', ['', ''])
  const [waitingFor = '', until = ''] = kept.lines
  const pause = async (event: FormEvent) => {
    event.preventDefault()
    const at = until ? new Date(until).toISOString() : undefined
    if (await onPause(waitingFor.trim() || undefined, at)) kept.forget()
  }
  const leave = () => {
    kept.forget()
    onCancel()
  }
  return (
    <form
      onSubmit={(event) => void pause(event)}
      onKeyDown={(event) => event.key === 'Escape' && leave()}
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
        onChange={(event) => kept.type([event.target.value, until])}
      />
      <TextField
        label="Next attempt"
        type="datetime-local"
        value={until}
        onChange={(event) => kept.type([waitingFor, event.target.value])}
      />
      <div className="flex justify-end gap-2">
        <Button look="quiet" size="small" keyLabel="Esc" onClick={leave}>
          Cancel
        </Button>
        <Button look="primary" size="small" type="submit" keyLabel="↵">
          Pause
        </Button>
      </div>
    </form>
  )
}
