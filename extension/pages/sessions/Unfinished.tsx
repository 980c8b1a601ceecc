/**
 * Says on the page of a session that it has no end yet, and where it gets one: a session is
 * finished in the side panel alone, where its proof is asked for. Draws nothing once it has ended.
 */
import type { Session } from '#shared/session/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'

export function Unfinished({
  session,
  colleagues,
  onShowTicket,
  onHandOver,
}: {
  session: Pick<Session, 'status' | 'ticket'>
  /** Who works on it, where one does not oneself. */
  colleagues?: readonly string[] | undefined
  onShowTicket: () => void
  /** Where one may hand it over. */
  onHandOver?: (() => void) | undefined
}) {
  if (session.status === 'finished' || session.status === 'escalated') return null
  const handOver = onHandOver && (
    <Button size="small" onClick={onHandOver}>
      Hand it over
    </Button>
  )
  const title = session.status === 'paused' ? 'Paused' : 'In progress'
  if (!session.ticket?.ref) {
    return (
      <Notice tone="amber" title={title} actions={handOver}>
        To complete it, open the side panel beside this page, choose it under “Your open sessions”
        and finish it there.
      </Notice>
    )
  }
  if (colleagues) {
    return (
      <Notice
        title={title}
        actions={
          <>
            <Button size="small" look="primary" onClick={onShowTicket}>
              Show it beside its ticket
            </Button>
            {handOver}
          </>
        }
      >
        {colleagues.join(' and ')} {colleagues.length > 1 ? 'work' : 'works'} on it. Beside its
        ticket the side panel shows each step as it comes, and there you can work on it too.
      </Notice>
    )
  }
  return (
    <Notice
      tone="amber"
      title={title}
      actions={
        <>
          <Button size="small" look="primary" onClick={onShowTicket}>
            Complete session
          </Button>
          {handOver}
        </>
      }
    >
      It is finished in the side panel, beside its ticket.
    </Notice>
  )
}
