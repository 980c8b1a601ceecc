/**
 * What was tried before for the ticket in front, as the server knows it.
 *
 * Asked once the ticket has been read or cannot be, so that its devices count. Silent where the
 * server cannot be asked: what is shown stays, and nothing is said of what is not known.
 */
import { useEffect, useState } from 'react'
import { ListTriedBefore, type TriedBefore } from '#shared/tried-before/contract.ts'
import { usePanelState, useSession } from '../PanelContext.tsx'
import { clientOf } from '../ticket/client-in-front.ts'
import { useTicket } from '../ticket/use-ticket.ts'

const NONE: readonly TriedBefore[] = []

export function useTriedBefore(): readonly TriedBefore[] {
  const { ticket, isLoading } = useTicket()
  const asker = usePanelState((state) => state.world?.client)
  const isOnline = usePanelState((state) => state.isOnline)
  const subject = usePanelState((state) => state.subject)
  const exceptSessionId = usePanelState((state) => state.session?.sessionId)
  const session = useSession()
  const about = session?.ticket ?? subject
  const client = clientOf(session?.ticket, subject, ticket)
  const summary = about?.summary || ticket?.summary
  const { origin, ticketId } = about?.ref ?? {}
  const question = JSON.stringify({ client, summary, origin, ticketId, exceptSessionId })
  const isKnown = Boolean(client || summary) && !isLoading
  const [told, setTold] = useState<{ question: string; tried: readonly TriedBefore[] } | null>(null)
  useEffect(() => {
    if (!asker || !isOnline || !isKnown) return
    const left = new AbortController()
    void asker
      .ask(ListTriedBefore, JSON.parse(question), { signal: left.signal })
      .then((answer) => {
        if (!left.signal.aborted && answer.ok) setTold({ question, tried: answer.value.tried })
      })
    return () => left.abort()
  }, [asker, isOnline, isKnown, question])
  return told?.question === question ? told.tried : NONE
}
