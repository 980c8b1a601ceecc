/** FlowPilot in the session shown: its store and acts for as long as it is shown. */
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Evidence } from '#shared/session/lane-event.ts'
import type { Session } from '#shared/session/session.ts'
import {
  type AssistantState,
  type AssistantStore,
  createAssistantStore,
} from '../../client/assistant-store.ts'
import { maskText } from '../mask.ts'
import { usePanel, usePanelState } from '../PanelContext.tsx'
import { useTicket } from '../ticket/use-ticket.ts'
import { createLaneActs, type LaneActs } from './lane-acts.ts'
import { type ToldEvidence, tellEvidence } from './tell-evidence.ts'

export interface Pilot {
  assistant: AssistantStore
  acts: LaneActs
}

export function usePilot(): Pilot | null {
  const { store: panel } = usePanel()
  const deps = usePanelState((state) => state.world?.sessionDeps)
  const session = usePanelState((state) => state.session)
  const [pilot, setPilot] = useState<Pilot | null>(null)
  useEffect(() => {
    if (!deps || !session) return
    const onFrame = (run: () => void) => void requestAnimationFrame(run)
    const sessionNow = () => session.getState().session
    const mask = async (text: string) => (await maskText(text, sessionNow())).text
    const assistant = createAssistantStore({ ...deps, session, onFrame, mask })
    const acts = createLaneActs({ panel, sessionNow, assistant })
    setPilot({ assistant, acts })
    return () => assistant.close()
  }, [deps, session, panel])
  return pilot
}

export const useAssistant = <T>(
  { assistant }: Pick<Pilot, 'assistant'>,
  select: (state: AssistantState) => T,
): T => useStore(assistant, select)

export function useTellEvidence(session: Session): (id: Evidence) => ToldEvidence {
  const { ticket } = useTicket()
  const thread = ticket?.thread
  return useMemo(() => tellEvidence(session, thread ?? []), [session, thread])
}
