/** What a page knows, and how it asks the server. */
import {
  keepPreviousData,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { createContext, use } from 'react'
import { type Act, mayDo } from '#shared/person/rights.ts'
import type { RequestOf, ResponseOf, Route } from '#shared/route.ts'
import type { Surroundings } from '../client/browser.ts'
import type { LocalStore } from '../client/local-store.ts'
import type { Settings } from '../client/settings.ts'
import type { Account } from '../client/tokens.ts'
import type { Trouble } from '../client/trouble.ts'
import type { AskOptions } from '../client.ts'
import type { Prove } from './use-proof.tsx'

export interface PageWorld {
  around: Surroundings
  settings: Settings
  account: Account | undefined
  db: LocalStore | undefined
  /** Asks for the person's own password. */
  prove: Prove
}

export const PageContext = createContext<PageWorld | null>(null)

export function usePage(): PageWorld {
  const page = use(PageContext)
  if (!page) throw new Error('Draw this inside <PageContext>')
  return page
}

/** Whether the signed-in person may; only to hide what the server would refuse. */
export function useMay(act: Act): boolean {
  const { account } = usePage()
  return account !== undefined && mayDo(account.person, act)
}

/** What went wrong, as the error of a query. */
export class AskFailed extends Error {
  readonly trouble: Trouble
  constructor(trouble: Trouble) {
    super(trouble.message)
    this.trouble = trouble
  }
}

export function useAsk<R extends Route>(
  route: R,
  request: RequestOf<R>,
  options: {
    isOn?: boolean
    everyMs?: number | ((answer: ResponseOf<R> | undefined) => number | false)
    /** What the answer hangs on: asked anew once that has changed, the old one shown until then. */
    asOf?: number
    /** For what takes longer than a question usually may. */
    patienceMs?: number
  } = {},
): UseQueryResult<ResponseOf<R>, AskFailed> {
  const { around, account } = usePage()
  const { everyMs, patienceMs } = options
  return useQuery<ResponseOf<R>, AskFailed>({
    queryKey: [account?.person.id, route.path, request, options.asOf],
    queryFn: async ({ signal }) => {
      const patience = patienceMs === undefined ? {} : { patienceMs }
      const answer = await around.client.ask(route, request, { signal, ...patience })
      if (!answer.ok) throw new AskFailed(answer.trouble)
      return answer.value
    },
    enabled: account !== undefined && options.isOn !== false,
    ...(everyMs === undefined
      ? {}
      : {
          refetchInterval:
            typeof everyMs === 'number' ? everyMs : (query) => everyMs(query.state.data),
        }),
    ...(options.asOf === undefined ? {} : { placeholderData: keepPreviousData }),
  })
}

/**
 * Changes something on the server; what was read is read again after it, and when it was refused
 * because somebody else was quicker. Where the server wants the person's own password first, they
 * are asked, and it goes on.
 */
export function useChange<R extends Route>(route: R, options: Pick<AskOptions, 'patienceMs'> = {}) {
  const { around, prove } = usePage()
  const queries = useQueryClient()
  return useMutation<ResponseOf<R>, AskFailed, RequestOf<R>>({
    mutationFn: async (request) => {
      const ask = () => around.client.ask(route, request, options)
      const first = await ask()
      const wantsProof = !first.ok && first.trouble.code === 'proofNeeded'
      const answer = wantsProof && (await prove()) ? await ask() : first
      if (!answer.ok) throw new AskFailed(answer.trouble)
      return answer.value
    },
    onSuccess: () => queries.invalidateQueries(),
    onError: async (failed) => {
      if (failed.trouble.code === 'conflict') await queries.invalidateQueries()
    },
  })
}
