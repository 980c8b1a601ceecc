/** The asker's favourite flows and those used most for the client of the ticket, once they are known. */
import { useEffect, useState } from 'react'
import type { FlowSummary } from '#shared/flow/contract.ts'
import { usePanelState, useSession } from '../PanelContext.tsx'
import { clientOf } from '../ticket/client-in-front.ts'
import { useTicket } from '../ticket/use-ticket.ts'

export interface AtHand {
  flow: FlowSummary
  /** Why it is here. */
  because: string
}

interface Told {
  favourites: readonly string[]
  ofClient: readonly { flowId: string; sessions: number }[]
  /** Whom it was asked about. */
  client: string | undefined
}
const NOTHING: Told = { favourites: [], ofClient: [], client: undefined }
const MOST_OF_CLIENT = 3

/** Those of the client first; none twice, and none that stands out for the ticket already. */
export function useAtHand(
  list: readonly FlowSummary[],
  offered: readonly FlowSummary[],
): {
  atHand: readonly AtHand[]
  /** What is used for the client is among them, as far as the client is known. */
  isOfClient: boolean
} {
  const { ticket } = useTicket()
  const session = useSession()
  const client = usePanelState((state) => state.world?.client)
  const subject = usePanelState((state) => state.subject)
  const name = clientOf(session?.ticket, subject, ticket)
  const [told, setTold] = useState(NOTHING)
  useEffect(() => {
    const gone = new AbortController()
    const ask = async () => {
      const { ReadFlowsAtHand } = await import('#shared/flow/at-hand.ts')
      const about = name ? { client: name.slice(0, 200) } : {}
      const answer = await client?.ask(ReadFlowsAtHand, about, { signal: gone.signal })
      // Without an answer nothing is missing: it only would have been quicker.
      if (answer?.ok && !gone.signal.aborted) setTold({ ...answer.value, client: name })
    }
    void ask()
    return () => gone.abort()
  }, [client, name])
  const ofClient = told.client === name ? told.ofClient : []
  const used = ofClient.slice(0, MOST_OF_CLIENT).map(({ flowId, sessions }) => ({
    flowId,
    because: `used in ${sessions === 1 ? '1 session' : `${sessions} sessions`} for ${name}`,
  }))
  const marked = told.favourites.map((flowId) => ({ flowId, because: 'one of your favourites' }))
  const seen = new Set(offered.map(({ id }) => id))
  const atHand = [...used, ...marked].flatMap(({ flowId, because }) => {
    const flow = list.find(({ id, isSubFlow }) => id === flowId && !isSubFlow)
    if (!flow || seen.has(flowId)) return []
    seen.add(flowId)
    return [{ flow, because }]
  })
  return { atHand, isOfClient: told.client === name }
}
