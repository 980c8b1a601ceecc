/** The ticket in one line; all that is known of it under that line. */
import { useState } from 'react'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { keyOf } from '../../ui/keys.ts'
import { later } from '../../ui/later.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { usePanelState } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { useFreshTicket } from './use-fresh-ticket.ts'
import { useTicket } from './use-ticket.ts'

const TicketDetail = later(
  async () => (await import('./TicketDetail.tsx')).TicketDetail,
  <Skeleton label="The ticket is being read" />,
)

export function TicketFacts() {
  const [isOpen, setOpen] = useState(false)
  const store = usePanelState((state) => state.ticket)
  const { ticket } = useTicket()
  const { entries, says } = useFreshTicket()
  const open = (next: boolean) => {
    setOpen(next)
    // Closed again, it has been looked at.
    if (!next) store?.look()
  }
  useKeys({ facts: () => open(!isOpen) })
  if (!store) return null
  return (
    <>
      <p role="status" className="sr-only">
        {says.length > 0 ? `New in the ticket: ${says.join(' ')}` : ''}
      </p>
      <Fold
        title={ticket ? <Summary ticket={ticket} news={says} /> : 'About the ticket'}
        keyLabel={keyOf('facts')}
        isOpen={isOpen}
        onOpenChange={open}
      >
        <TicketDetail store={store} fresh={entries} />
      </Fold>
    </>
  )
}

/** One line high, whatever is told. */
function Summary({ ticket, news }: { ticket: Ticket; news: readonly string[] }) {
  const told = news.length > 0 ? `New: ${news.join(' ')}` : ''
  return (
    <span className="flex items-center gap-1.5 overflow-hidden">
      <span className="shrink-0">Ticket</span>
      {ticket.status && <Badge>{ticket.status.name}</Badge>}
      {told ? (
        <span title={told} className="truncate font-medium text-amber-ink">
          {told}
        </span>
      ) : (
        ticket.priority && <span className="truncate text-faint">{ticket.priority.name}</span>
      )}
    </span>
  )
}
