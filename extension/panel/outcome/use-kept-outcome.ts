/** What the outcome dialog begins with, and where what is said in it is kept while it is said. */
import { useState } from 'react'
import {
  type OutcomeDraft,
  type Prefilled,
  prefillOutcome,
} from '../../ui/session/prefill-outcome.ts'
import { usePanelState } from '../PanelContext.tsx'
import { useTextKeeper } from '../use-text-keeper.ts'
import { takeUpOutcome, writeOutcome } from './kept-outcome.ts'

export function useKeptOutcome() {
  const library = usePanelState((state) => state.world?.library)
  const store = usePanelState((state) => state.session)
  const [prefilled, setPrefilled] = useState<Prefilled | null>(null)
  const [corrects, setCorrects] = useState<string>()
  const keeper = useTextKeeper(
    'outcome',
    (kept) => {
      const session = store?.getState().session
      if (!library || !session) return
      setPrefilled(takeUpOutcome(prefillOutcome(session, library.flowOf), kept))
      setCorrects(session.outcome?.at)
    },
    asWritten,
  )
  return {
    /** Once: what a person has said is not overwritten by what happens meanwhile. */
    prefilled,
    /** When the outcome was said that is corrected here; undefined where none was. */
    corrects,
    keep: (draft: OutcomeDraft) =>
      keeper.current?.keep(writeOutcome(draft, store?.getState().session)),
    forget: () => void keeper.current?.forget(),
  }
}

/** Its parts are masked one by one. */
const asWritten = async (text: string): Promise<string> => text
