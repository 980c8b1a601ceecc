/** What is known of the client whose ticket is in front, read once and shown as it changes. */
import { useEffect, useSyncExternalStore } from 'react'
import type { ClientFact } from '#shared/client-fact/contract.ts'
import { type Standing, standingOf } from '#shared/client-fact/standing.ts'
import type { FlowVariable } from '#shared/flow/flow.ts'
import { usePanelState, useSession } from '../PanelContext.tsx'
import { clientOf } from '../ticket/client-in-front.ts'
import { useTicket } from '../ticket/use-ticket.ts'

const NONE: readonly ClientFact[] = []

export function useClientFacts(): { client: string | undefined; facts: readonly ClientFact[] } {
  const { ticket } = useTicket()
  const world = usePanelState((state) => state.world)
  const subject = usePanelState((state) => state.subject)
  const session = useSession()
  const client = clientOf(session?.ticket, subject, ticket)
  const store = world?.facts
  useEffect(() => {
    if (client && store && store.getState().client !== client) void store.load(client)
  }, [client, store])
  const facts = useSyncExternalStore(
    (changed) => store?.subscribe(changed) ?? (() => undefined),
    () => {
      const state = store?.getState()
      return state && state.client === client ? state.facts : NONE
    },
  )
  return { client, facts }
}

export interface KeptFact extends ClientFact {
  standing: Standing
}

/** What is kept of this variable, where it is one that is kept for the client. */
export function useKeptFact(variable: FlowVariable | undefined): {
  client: string | undefined
  fact: KeptFact | undefined
} {
  const { client, facts } = useClientFacts()
  if (variable?.keep !== 'client') return { client, fact: undefined }
  const fact = facts.find(({ name }) => name === variable.name)
  return {
    client,
    fact: fact && { ...fact, standing: standingOf(fact, variable, Date.now()) },
  }
}
