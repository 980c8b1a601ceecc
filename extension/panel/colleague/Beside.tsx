/**
 * Says that a colleague works on this ticket too, in a session of their own, and leads there; so
 * nobody does twice, without knowing it, what is being done already. At the foot of the panel,
 * where it moves nothing that one is about to press.
 */
import { Users } from 'lucide-react'
import { useState } from 'react'
import type { SessionSummary } from '#shared/session/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { since } from '../../ui/time-words.ts'
import { useNow, usePanel, usePanelState } from '../PanelContext.tsx'
import { useColleagues } from './use-colleagues.ts'

export default function Beside({
  passedOver,
  onPassOver,
}: {
  /** Sessions that one has seen and leaves to their colleague. */
  passedOver: ReadonlySet<string>
  onPassOver: (sessionId: string) => void
}) {
  const [first] = useColleagues().filter((one) => !passedOver.has(one.id))
  if (!first) return null
  return <Colleague key={first.id} session={first} onStay={() => onPassOver(first.id)} />
}

function Colleague({ session, onStay }: { session: SessionSummary; onStay: () => void }) {
  const { store } = usePanel()
  const world = usePanelState((state) => state.world)
  const hasOwn = usePanelState((state) => state.session !== null)
  const [isOpening, setOpening] = useState(false)
  const now = useNow(30_000)
  const look = async () => {
    if (!world || isOpening) return
    setOpening(true)
    const ticket = store.getState().subject?.ref
    const isHere = await world.fetchRecord(session.id)
    setOpening(false)
    // One may have turned to another ticket meanwhile.
    if (store.getState().subject?.ref !== ticket) return
    if (isHere) await store.pick(session.id)
    else store.tell(`The work of ${session.ownerName} cannot be read now. Try again in a moment.`)
  }
  return (
    <aside
      aria-label="A colleague on this ticket"
      className="flex flex-wrap items-center gap-x-2 gap-y-1.5 border-t border-line bg-surface px-3 py-2 text-small"
    >
      <Users aria-hidden="true" className="size-4 shrink-0 text-accent-ink" />
      <p className="min-w-40 flex-1 break-words">
        <span role="status">
          <span className="font-medium">{session.ownerName}</span> works on this ticket too
        </span>
        <span className="text-muted">
          {' · '}
          {[session.standing ?? session.flowName, since(session.lastAt, now)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      <span className="flex gap-1.5">
        <Button size="small" isBusy={isOpening} onClick={() => void look()}>
          Look at it
        </Button>
        <Button size="small" look="quiet" onClick={onStay}>
          {hasOwn ? 'Stay with this one' : 'Not now'}
        </Button>
      </span>
    </aside>
  )
}
