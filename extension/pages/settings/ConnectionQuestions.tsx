/** What is asked before keys of ConnectWise are given up: nobody can have them back from here. */
import type { Connection, ConnectionTest } from '#shared/psa/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { clock, day } from '../../ui/time-words.ts'

/** A connection that fails its test is to take the place of the one that is kept. */
export function KeepFailing({
  test,
  kept,
  onClose,
  onKeep,
}: {
  test: ConnectionTest
  kept: Connection | null
  onClose: () => void
  onKeep: () => void
}) {
  const last = kept?.lastTest
  const before = last?.ok ? ` It worked when it was tested, ${day(last.at)} ${clock(last.at)}.` : ''
  return (
    <Dialog
      title="Save what fails its test?"
      description={`The connection that is kept is replaced, and its keys are gone.${before}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Leave it as it was</Button>
          <Button look="danger" isOnce onClick={onKeep}>
            Save all the same
          </Button>
        </>
      }
    >
      <ul className="flex flex-col gap-2 text-small">
        {test.findings
          .filter(({ state }) => state === 'fails')
          .map(({ what, message }) => (
            <li key={what}>
              <span className="font-medium">{what}</span>
              <span className="block text-muted">{message}</span>
            </li>
          ))}
      </ul>
    </Dialog>
  )
}

export function RemoveKept({ onClose, onRemove }: { onClose: () => void; onRemove: () => void }) {
  return (
    <Dialog
      title="Remove the ConnectWise connection?"
      description="Nothing is read from tickets or posted into them until it is set again."
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button look="danger" isOnce onClick={onRemove}>
            Remove the connection
          </Button>
        </>
      }
    >
      <p className="text-small text-muted">
        Both keys are deleted, and who writes as which member with them, also what was chosen by
        hand. Records stay. Notes that are not in their ticket yet stay here, to be copied or tried
        again.
      </p>
    </Dialog>
  )
}
