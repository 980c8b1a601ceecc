/** One's favourite flows, and turning one into a favourite or back. */
import { ReadFlowsAtHand, SetFavourite } from '#shared/flow/at-hand.ts'
import { useAsk, useChange } from '../page-context.ts'

export function useFavourites() {
  const { data } = useAsk(ReadFlowsAtHand, {})
  const { mutate } = useChange(SetFavourite)
  const favourites: ReadonlySet<string> = new Set(data?.favourites)
  return {
    favourites,
    turn: (flowId: string) => mutate({ flowId, isFavourite: !favourites.has(flowId) }),
  }
}
