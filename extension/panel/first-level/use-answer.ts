/** One question to the server, asked when it is drawn and anew whenever `asOf` is another. */
import { useCallback, useEffect, useState } from 'react'
import type { RequestOf, ResponseOf, Route } from '#shared/route.ts'
import type { Trouble } from '../../client/trouble.ts'
import { usePanelState } from '../PanelContext.tsx'

export interface Answered<R extends Route> {
  /** The last one that came, while it is asked anew too. */
  value: ResponseOf<R> | null
  trouble: Trouble | null
  askAgain: () => void
}

export function useAnswer<R extends Route>(
  route: R,
  request: RequestOf<R>,
  asOf: unknown,
): Answered<R> {
  const client = usePanelState((state) => state.world?.client)
  const asked = JSON.stringify(request)
  const [state, setState] = useState<Omit<Answered<R>, 'askAgain'>>({ value: null, trouble: null })
  const [turn, setTurn] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `asOf` and `turn` are why it is asked again
  useEffect(() => {
    const left = new AbortController()
    void client?.ask(route, JSON.parse(asked), { signal: left.signal }).then((answer) => {
      if (left.signal.aborted) return
      setState((before) =>
        answer.ok
          ? { value: answer.value, trouble: null }
          : { value: before.value, trouble: answer.trouble },
      )
    })
    return () => left.abort()
  }, [client, route, asked, asOf, turn])

  return { ...state, askAgain: useCallback(() => setTurn((n) => n + 1), []) }
}
