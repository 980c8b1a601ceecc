/**
 * The flows this browser holds: the list to offer and search, and whole versions to walk.
 *
 * Everything is read from the browser first and refreshed from the server when there is one,
 * so that a flow starts without a network. A version never changes: once here, it stays.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FlowSummary } from '#shared/flow/contract.ts'
import type { Flow, FlowContent } from '#shared/flow/flow.ts'
import { flowsEnteredAt } from '#shared/flow/flow-map.ts'
import type { FlowOf } from '#shared/flow/walk.ts'
import type { LocalStore } from '../../client/local-store.ts'
import type { Trouble } from '../../client/trouble.ts'
import type { Client } from '../../client.ts'

export interface LibraryState {
  isLoaded: boolean
  list: readonly FlowSummary[]
  held: ReadonlyMap<string, Flow>
  trouble: Trouble | null
}

export interface FlowLibrary extends StoreApi<LibraryState> {
  flowOf: FlowOf
  /** Flows that were read already, so that one can be shown where one stood before all are. */
  take(flows: readonly Flow[]): void
  load(): Promise<void>
  /** Looks what has been published since; what cannot be asked now stays as it was. */
  refresh(): Promise<void>
  /** Fetches what is not here of these versions; false when one cannot be had now. */
  hold(versions: readonly string[]): Promise<boolean>
  /** A flow and every flow it can lead into, whole; undefined when one cannot be had now. */
  holdWithSubFlows(version: string): Promise<Flow | undefined>
  bySlug(slug: string): Flow | undefined
}

const LIST = 'flows'
/** Kept for work without a network; the newest of a larger library. */
const KEPT_AHEAD = 80

export function createFlowLibrary(db: LocalStore, client: Pick<Client, 'ask'>): FlowLibrary {
  const store = createStore<LibraryState>(() => ({
    isLoaded: false,
    list: [],
    held: new Map(),
    trouble: null,
  }))

  const flowOf = (version: string): FlowContent | undefined =>
    store.getState().held.get(version)?.content

  const bySlug = (slug: string): Flow | undefined => {
    const { list, held } = store.getState()
    const listed = list.find((flow) => flow.slug === slug)
    return listed && held.get(listed.version)
  }

  const take: FlowLibrary['take'] = (flows) =>
    store.setState(({ held }) => ({
      held: new Map([...held, ...flows.map((flow) => [flow.version, flow] as const)]),
    }))

  const hold: FlowLibrary['hold'] = async (versions) => {
    const missing = versions.filter((version) => !store.getState().held.has(version))
    if (missing.length === 0) return true
    const { GetFlowVersion } = await import('#shared/flow/contract.ts')
    for (const version of missing) {
      const answer = await client.ask(GetFlowVersion, { version })
      if (!answer.ok) return false
      await db.flows.put(answer.value)
      take([answer.value])
    }
    return true
  }

  const holdWithSubFlows: FlowLibrary['holdWithSubFlows'] = async (version) => {
    const wanted = [version]
    const seen = new Set<string>()
    for (let next = wanted.pop(); next; next = wanted.pop()) {
      if (seen.has(next)) continue
      seen.add(next)
      if (!(await hold([next]))) return undefined
      for (const node of flowOf(next)?.nodes ?? []) {
        const entered = new Set(flowsEnteredAt(node))
        const subs = store.getState().list.filter(({ slug }) => entered.has(slug))
        wanted.push(...subs.map((sub) => sub.version))
      }
    }
    return store.getState().held.get(version)
  }

  const fetchList = async (): Promise<Trouble | null> => {
    const { ListFlows } = await import('#shared/flow/contract.ts')
    const answer = await client.ask(ListFlows, {})
    if (!answer.ok) return answer.trouble
    const { flows: list } = answer.value
    await db.lists.put({ name: LIST, flows: list, at: new Date().toISOString() })
    store.setState({ isLoaded: true, list, trouble: null })
    const newest = list.toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))
    await hold(newest.slice(0, KEPT_AHEAD).map((flow) => flow.version))
    return null
  }

  return Object.assign(store, {
    flowOf,
    bySlug,
    hold,
    holdWithSubFlows,
    take,
    async load() {
      const [kept, flows] = await Promise.all([db.lists.get(LIST), db.flows.toArray()])
      store.setState({
        list: kept?.flows ?? [],
        isLoaded: kept !== undefined,
      })
      take(flows)
      const trouble = await fetchList()
      if (trouble) store.setState({ isLoaded: true, trouble })
    },
    async refresh() {
      await fetchList()
    },
  })
}
