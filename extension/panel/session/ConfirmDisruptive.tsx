/** What disrupts is confirmed before it reaches the clipboard. */
import { Button } from '../../ui/Button.tsx'

export function ConfirmDisruptive({ onNo, onYes }: { onNo: () => void; onYes: () => void }) {
  return (
    <div
      role="alertdialog"
      aria-label="Confirm a disruptive command"
      className="flex flex-col gap-2 border-t border-bad-line bg-bad-soft px-2.5 py-2 text-small text-bad-ink"
    >
      <p>This interrupts people or is hard to undo. Is it authorised, and is the way back known?</p>
      <div className="flex justify-end gap-2">
        <Button size="small" look="quiet" keyLabel="Esc" onClick={onNo}>
          No
        </Button>
        <Button size="small" look="danger" keyLabel="↵" onClick={onYes}>
          Yes, copy
        </Button>
      </div>
    </div>
  )
}
