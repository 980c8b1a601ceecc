/**
 * The flows that the ticket in view calls for, each at a place it keeps: a digit pressed while the
 * rest of the ticket arrives starts what stood beside it.
 */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { FlowSummary } from '#shared/flow/contract.ts'
import { keepPlaces } from '#shared/flow/keep-places.ts'
import { type Offer, offerFlows } from '#shared/flow/offer-flows.ts'
import { usePanelState, useSession } from '../PanelContext.tsx'
import type { TicketStore } from '../ticket/ticket-store.ts'
import { useTicket } from '../ticket/use-ticket.ts'

const OFFERED = 5
/** Each is picked by a digit. */
export const MOST_DIGITS = 9
/** The first note says much; a slow ConnectWise holds nobody up for longer. */
const LONGEST_WAIT_MS = 1500

interface Shown {
  of: TicketStore | null
  ids: readonly string[]
}

export function useOffers(list: readonly FlowSummary[]): {
  offers: readonly Offer<FlowSummary>[]
  /** The ticket has been read, or has been waited for long enough. */
  isKnown: boolean
} {
  const session = useSession()
  const store = usePanelState((state) => state.ticket)
  const subject = usePanelState((state) => state.subject)
  const { ticket, isLoading } = useTicket()
  const hasWaited = useHasWaited(store)
  const isKnown = ticket !== null || !isLoading || hasWaited
  const shown = useRef<Shown>({ of: null, ids: [] })

  const offers = useMemo(() => {
    if (!isKnown) return []
    const called = offerFlows(
      list,
      {
        summary: ticket?.summary ?? subject?.summary ?? session?.ticket?.summary ?? '',
        firstNote: ticket?.thread.at(-1)?.text,
        configurations: ticket?.configurations.map((c) => `${c.name} ${c.type}`),
      },
      MOST_DIGITS,
    )
    const before = shown.current.of === store ? shown.current.ids : []
    return keepPlaces(before, called, OFFERED).slice(0, MOST_DIGITS)
  }, [isKnown, list, store, ticket, subject, session?.ticket])
  useEffect(() => {
    shown.current = { of: store, ids: offers.map(({ flow }) => flow.id) }
  }, [store, offers])
  return { offers, isKnown }
}

function useHasWaited(store: TicketStore | null): boolean {
  const [waited, setWaited] = useState<TicketStore | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setWaited(store), LONGEST_WAIT_MS)
    return () => clearTimeout(timer)
  }, [store])
  return store !== null && waited === store
}
