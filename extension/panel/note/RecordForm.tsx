/** The frame of what is added to the record beside a note: Enter adds, Escape leaves it. */
import type { ReactNode } from 'react'
import { Button } from '../../ui/Button.tsx'

export function RecordForm({
  label,
  why,
  onAdd,
  onCancel,
  children,
}: {
  label: string
  /** Why it cannot be added yet. */
  why: string | undefined
  onAdd: () => void
  onCancel: () => void
  children: ReactNode
}) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!why) onAdd()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onCancel()
      }}
      aria-label={label}
      className="flex animate-appear flex-col gap-2 rounded-lg border border-accent-ink/50 bg-surface p-2.5"
    >
      {children}
      <div className="flex justify-end gap-2">
        <Button look="quiet" size="small" keyLabel="Esc" onClick={onCancel}>
          Cancel
        </Button>
        <Button look="primary" size="small" type="submit" keyLabel="↵" why={why}>
          Add to the record
        </Button>
      </div>
    </form>
  )
}
