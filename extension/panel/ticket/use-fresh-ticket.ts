/**
 * Reads the ticket again while one works on it: when the panel comes back into sight, now and then
 * while it is in sight, and after one has posted something oneself. The server answers from what it
 * read a moment ago, so several panels on one ticket cost ConnectWise no more than one.
 *
 * Tells what came since the person looked at the ticket last.
 */
import { useEffect } from 'react'
import { NO_NEWS, type TicketNews, ticketNews } from '#shared/ticket/ticket-news.ts'
import { usePanelState, useSession } from '../PanelContext.tsx'
import type { TicketStore } from './ticket-store.ts'
import { useTicket } from './use-ticket.ts'

/** Often enough to see an answer of the client, seldom enough to be no load. */
const EVERY_MS = 60_000

export function useFreshTicket(): TicketNews {
  const store = usePanelState((state) => state.ticket)
  const { ticket, known } = useTicket()
  const notes = useSession()?.notes ?? []
  const posted = notes.filter(({ state }) => state === 'posted').length
  useReadAgain(store, posted)
  const writes = notes.flatMap(({ id, way }) => (way === 'posted' ? id : []))
  return ticket && known ? ticketNews(known, ticket, writes) : NO_NEWS
}

function useReadAgain(store: TicketStore | null, posted: number): void {
  useEffect(() => {
    if (!store) return
    const read = () => {
      if (document.visibilityState === 'visible' && !store.getState().isLoading)
        void store.load({ isQuiet: true })
    }
    const timer = setInterval(read, EVERY_MS)
    document.addEventListener('visibilitychange', read)
    window.addEventListener('focus', read)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', read)
      window.removeEventListener('focus', read)
    }
  }, [store])
  useEffect(() => {
    if (store && posted > 0) void store.load({ isQuiet: true })
  }, [store, posted])
}
