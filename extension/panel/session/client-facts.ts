/**
 * What is known of the client whose ticket is in front: from the server, and where that cannot be
 * asked as it was kept here. What is told here is known here at once, and without a network.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ClientFact } from '#shared/client-fact/contract.ts'
import { valuesKept } from '#shared/client-fact/standing.ts'
import type { LocalStore } from '../../client/local-store.ts'
import type { Trouble } from '../../client/trouble.ts'
import type { Client } from '../../client.ts'

export interface ClientFactsState {
  /** Whose they are; a client that is asked for later takes their place. */
  client: string | null
  facts: readonly ClientFact[]
}

export interface ClientFacts extends StoreApi<ClientFactsState> {
  /** Read anew; what was kept is there while the server is asked. */
  load(client: string): Promise<readonly ClientFact[]>
  /** Recorded on a ticket of the client, on its way to the server with the record. */
  told(client: string, fact: Pick<ClientFact, 'name' | 'value' | 'ticket'>): Promise<void>
  /** Which of the values holds from now on; what is wrong where it could not be said. */
  settle(client: string, name: string, value: string): Promise<Trouble | null>
  forget(client: string, fact: Pick<ClientFact, 'name' | 'value'>): Promise<Trouble | null>
}

export function createClientFacts({
  db,
  client: { ask },
  me,
  now,
}: {
  db: Pick<LocalStore, 'clientFacts'>
  client: Pick<Client, 'ask'>
  /** The name of whoever works here. */
  me: string
  now: () => string
}): ClientFacts {
  const store = createStore<ClientFactsState>(() => ({ client: null, facts: [] }))
  const show = (client: string, facts: readonly ClientFact[]) => {
    if (store.getState().client === client) store.setState({ facts })
    return facts
  }
  const keep = async (client: string, facts: ClientFact[]) => {
    await db.clientFacts.put({ client, facts })
    return show(client, facts)
  }
  const kept = async (client: string) => (await db.clientFacts.get(client))?.facts ?? []

  const load: ClientFacts['load'] = async (client) => {
    const isOther = store.getState().client !== client
    if (isOther) store.setState({ client, facts: [] })
    const [{ ListClientFacts }, known] = await Promise.all([
      import('#shared/client-fact/contract.ts'),
      kept(client),
    ])
    if (isOther) show(client, known)
    const answer = await ask(ListClientFacts, { client })
    return answer.ok ? keep(client, answer.value.facts) : known
  }

  return Object.assign(store, {
    load,
    async told(client, fact) {
      const facts = await kept(client)
      const told = { ...fact, setAt: now(), setBy: me, other: null }
      await keep(client, [...facts.filter(({ name }) => name !== fact.name), told])
    },
    async settle(client, name, value) {
      const { SettleClientFact } = await import('#shared/client-fact/contract.ts')
      const knew = valuesKept((await kept(client)).find((fact) => fact.name === name))
      const answer = await ask(SettleClientFact, { client, name, value, knew })
      if (!answer.ok) return answer.trouble
      await keep(client, answer.value.facts)
      return null
    },
    async forget(client, { name, value }) {
      const { ForgetClientFact } = await import('#shared/client-fact/contract.ts')
      const answer = await ask(ForgetClientFact, { client, name, value })
      if (!answer.ok) {
        await load(client)
        return answer.trouble
      }
      await keep(
        client,
        (await kept(client)).filter((fact) => fact.name !== name),
      )
      return null
    },
  } satisfies Omit<ClientFacts, keyof StoreApi<ClientFactsState>>)
}
