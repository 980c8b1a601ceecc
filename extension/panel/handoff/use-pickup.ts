/**
 * One hand-off as its receiver reads it, read again with each live news of it: that it has better
 * words by now, or is over. And taking it over.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { type Briefing, type HandoffSummary, ReadHandoff } from '#shared/handoff/contract.ts'
import { usePanel, usePanelState } from '../PanelContext.tsx'
import { useNews } from '../use-news.ts'
import { takeOver } from './take-over.ts'

export type PickupDesk = ReturnType<typeof usePickup>

interface Read {
  handoff: HandoffSummary | null
  briefing: Briefing | null
  trouble: string | null
  /** Other words have taken the place of those that were shown first. */
  isUpdated: boolean
}

const NOT_HERE = 'It is yours now, but its record cannot be read yet. Try again in a moment.'

export function usePickup(handoffId: string) {
  const { store } = usePanel()
  const world = usePanelState((state) => state.world)
  /** Another one with each news of it, and none once it is over. */
  const asItWaits = useNews().waiting?.find(({ id }) => id === handoffId)
  const [read, setRead] = useState<Read>({
    ...{ handoff: null, briefing: null, trouble: null },
    isUpdated: false,
  })
  const [said, setSaid] = useState({ understood: '', firstStep: '' })
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const isDrawn = useRef(true)

  const look = useCallback(async () => {
    const answer = await world?.client.ask(ReadHandoff, { handoffId })
    if (!answer || !isDrawn.current) return
    setRead((before) =>
      answer.ok
        ? {
            ...answer.value,
            trouble: null,
            isUpdated:
              before.isUpdated ||
              (before.briefing !== null && before.briefing.madeAt !== answer.value.briefing.madeAt),
          }
        : { ...before, trouble: answer.trouble.message },
    )
  }, [world, handoffId])

  // biome-ignore lint/correctness/useExhaustiveDependencies: that there is news of it is why it is read again
  useEffect(() => {
    isDrawn.current = true
    void look()
    return () => {
      isDrawn.current = false
    }
  }, [look, asItWaits])

  const { handoff } = read

  const open = async (isTaken: boolean) => {
    if (!world || !handoff) return
    const { sessionId, byName } = handoff
    if (!isTaken && !(await world.fetchRecord(sessionId))) {
      return setRefusal(`The work of ${byName} cannot be read now. Try again in a moment.`)
    }
    await store.pick(sessionId)
    if (isTaken) {
      store.takeUp()
      // From here on it is theirs: they see it as it is now.
      void store.getState().ticket?.load({ refresh: true, isQuiet: true })
    }
    await store.refreshOpen()
  }

  return {
    ...read,
    said,
    say: (part: Partial<typeof said>) => setSaid({ ...said, ...part }),
    isBusy,
    refusal,
    readAgain: () => void look(),
    lookOn: () => open(false),
    async take() {
      if (!world || isBusy) return
      setBusy(true)
      setRefusal(null)
      const understood = said.understood.trim()
      const firstStep = said.firstStep.trim()
      const answer = await takeOver(world, handoffId, {
        ...(understood ? { understood } : {}),
        ...(firstStep ? { firstStep } : {}),
      })
      if (answer.ok && answer.isHere) return open(true)
      setBusy(false)
      if (answer.ok) return setRefusal(NOT_HERE)
      setRefusal(answer.trouble.message)
      await look()
    },
  }
}
