/**
 * On whatever ticket one is: that a session one believes to be handed over is not, and the way to it.
 * What was refused is told until it was read.
 */
import type { Handover } from '../../client/handovers.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { usePanel, usePanelState } from '../PanelContext.tsx'
import { useStuckHandovers } from './use-handover.ts'

export default function StuckHandovers() {
  const stuck = useStuckHandovers()
  return stuck.map((one) => <Stuck key={one.request.sessionId} handover={one} />)
}

function Stuck({ handover }: { handover: Handover }) {
  const { store } = usePanel()
  const handovers = usePanelState((state) => state.world?.handovers)
  const shownId = usePanelState((state) => state.session?.sessionId)
  const { request, ticketName, state, trouble } = handover
  const { sessionId } = request
  const isRefused = state === 'refused'
  const open = () => (sessionId === shownId ? store.ask('handOver') : void store.pick(sessionId))
  return (
    <Notice
      tone={isRefused ? 'bad' : 'amber'}
      title={`${nameOf(ticketName)} ${isRefused ? 'was not handed over' : 'is not handed over yet'}`}
      actions={
        <>
          <Button size="small" isOnce onClick={open}>
            Open it
          </Button>
          {isRefused ? (
            <Button
              size="small"
              look="quiet"
              isOnce
              onClick={() => void handovers?.forget(sessionId)}
            >
              Understood
            </Button>
          ) : (
            <Button size="small" look="quiet" onClick={() => void handovers?.flush(sessionId)}>
              Try again
            </Button>
          )}
        </>
      }
    >
      {trouble?.message} What you wrote is all kept.
    </Notice>
  )
}

function nameOf(ticketName: string): string {
  if (ticketName === 'No ticket') return 'Your work without a ticket'
  return ticketName || 'A session'
}
