/** What the tab shows when it is no certain ticket, why, and what to do. */
import { Clock, FilePlus, Inbox, MonitorX, PencilLine } from 'lucide-react'
import { useState } from 'react'
import type { Sighting } from '#shared/ticket/ticket-ref.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { keyOf } from '../../ui/keys.ts'
import { later } from '../../ui/later.tsx'
import { QueueLine } from '../handoff/QueueButton.tsx'
import { usePanelState } from '../PanelContext.tsx'
import { ProposalsLine } from '../proposal/ProposalsButton.tsx'
import { SessionRows } from '../session/SessionRows.tsx'
import { useKeys } from '../use-keys.ts'
import { Uncertain } from './Uncertain.tsx'

const AddSite = later(async () => (await import('./AddSite.tsx')).AddSite)
const WithoutTicketForm = later(
  async () => (await import('./WithoutTicketForm.tsx')).WithoutTicketForm,
)

const NO_TICKET: Record<Extract<Sighting, { state: 'none' }>['why'], string> = {
  board: 'This is a board. Open a ticket from it and the panel follows.',
  calendar: 'This is the calendar. Open a ticket from it and the panel follows.',
  'time sheet': 'This is a time sheet. Open a ticket and the panel follows.',
  'sign-in': 'ConnectWise asks for your sign-in. Sign in there; the panel follows.',
  'other screen': 'This ConnectWise screen shows no ticket. Open one and the panel follows.',
  'not ConnectWise': 'This tab is not ConnectWise. Go to a ticket and the panel follows.',
}

export function NoTicket() {
  const view = usePanelState((state) => state.view)
  const sighting = view?.sighting
  const sessions = usePanelState((state) => state.openSessions)
  return (
    <div className="flex flex-col gap-4">
      <Why sighting={sighting} />
      <QueueLine />
      <ProposalsLine />
      {sessions.length > 0 && (
        <section className="flex flex-col gap-2">
          <h2 className="px-0.5 text-small font-medium text-muted">Your open sessions</h2>
          <SessionRows />
        </section>
      )}
      <WithoutTicket />
    </div>
  )
}

function Why({ sighting }: { sighting: Sighting | undefined }) {
  switch (sighting?.state) {
    case 'new':
      return (
        <Empty icon={<FilePlus />} title="This ticket is not saved yet">
          Save it in ConnectWise. It gets its number then, and the panel follows.
        </Empty>
      )
    case 'time':
      return (
        <Empty icon={<Clock />} title="A time entry is open">
          {sighting.ticketId
            ? `It belongs to #${sighting.ticketId}. Open that ticket to work on it here.`
            : 'Open the ticket itself to work on it here.'}
        </Empty>
      )
    case 'uncertain':
      return <Uncertain sighting={sighting} />
    case 'none':
      return (
        <Empty icon={<Inbox />} title="No ticket in view">
          {NO_TICKET[sighting.why]}
        </Empty>
      )
    default:
      return (
        <Empty icon={<MonitorX />} title="No ConnectWise in this tab" action={<AddSite />}>
          Open a ticket in ConnectWise. The cloud is known; an address of your own has to be added
          once.
        </Empty>
      )
  }
}

function WithoutTicket() {
  const [isOpen, setOpen] = useState(false)
  const open = () => setOpen(true)
  useKeys({ next: () => (isOpen ? false : open()) })
  if (isOpen) return <WithoutTicketForm />
  return (
    <Button
      className="self-start"
      icon={<PencilLine aria-hidden="true" className="size-4" />}
      keyLabel={keyOf('next')}
      onClick={open}
    >
      Work without a ticket in view
    </Button>
  )
}
