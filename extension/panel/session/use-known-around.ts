/** What is known around the work of a value that is missing: the ticket and the client's facts. */
import { useEffect, useState } from 'react'
import { usePanelState, useSession } from '../PanelContext.tsx'
import { useTicket } from '../ticket/use-ticket.ts'
import type { KnownAround } from './suggest-values.ts'

export function useKnownAround(): KnownAround {
  const { ticket } = useTicket()
  const world = usePanelState((state) => state.world)
  const session = useSession()
  const client = session?.ticket?.client ?? ticket?.company?.name
  const [facts, setFacts] = useState<KnownAround['facts']>([])
  useEffect(() => {
    let isGone = false
    const reading = client ? world?.db.clientFacts.get(client) : undefined
    void reading?.then((kept) => !isGone && setFacts(kept?.facts ?? []))
    return () => {
      isGone = true
    }
  }, [world, client])
  return { ticket, facts }
}
