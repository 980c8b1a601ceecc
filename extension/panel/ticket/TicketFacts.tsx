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
import { useTicket } from './use-ticket.ts'

const TicketDetail = later(
  async () => (await import('./TicketDetail.tsx')).TicketDetail,
  <Skeleton label="The ticket is being read" />,
)

export function TicketFacts() {
  const [isOpen, setOpen] = useState(false)
  const store = usePanelState((state) => state.ticket)
  const { ticket } = useTicket()
  useKeys({ facts: () => setOpen(!isOpen) })
  if (!store) return null
  return (
    <Fold
      title={ticket ? <Summary ticket={ticket} /> : 'About the ticket'}
      keyLabel={keyOf('facts')}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <TicketDetail store={store} />
    </Fold>
  )
}

function Summary({ ticket }: { ticket: Ticket }) {
  return (
    <span className="flex items-center gap-1.5 overflow-hidden">
      <span className="shrink-0">Ticket</span>
      {ticket.status && <Badge>{ticket.status.name}</Badge>}
      {ticket.priority && <span className="truncate text-faint">{ticket.priority.name}</span>}
    </span>
  )
}
