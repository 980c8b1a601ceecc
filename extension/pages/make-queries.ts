/**
 * What full tabs read of the server, kept while they are open.
 *
 * It asks also where the browser says that there is no network: our own client answers then with a
 * sentence. The library would rather wait without a word, and carry a change out whenever the network
 * is back, however long after somebody wanted it.
 */
import { onlineManager, QueryClient } from '@tanstack/react-query'

export function makeQueries(staleTime = 10_000): QueryClient {
  // It hears of changes alone: a page that is opened without a network would not hear of its return.
  onlineManager.setOnline(navigator.onLine)
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime, networkMode: 'always', refetchOnReconnect: true },
      mutations: { networkMode: 'always' },
    },
  })
}
